"""Whether this computer has what the toolkit needs: a folder and a curriculum in, findings in plain words out."""
