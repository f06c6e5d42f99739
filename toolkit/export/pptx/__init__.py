"""An editable deck for PowerPoint and LibreOffice, on layouts of our own."""
