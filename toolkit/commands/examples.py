"""The calls that the help of the command line shows."""

EPILOG = """\
a first workshop:
  facilitate new my-workshop            write my-workshop.yaml, with a comment on every line
  facilitate plan my-workshop.yaml      see the timetable, and what to cut when late
  facilitate export my-workshop.yaml    write the kit to exports/my-workshop/, and a zip of it
  facilitate verify exports/my-workshop see whether the kit is still whole and up to date
  facilitate plan my-workshop.yaml --late 15 --at 18:55    on the day: what to drop now

content of your own:
  facilitate new --module intro/4       write a module to fill in, with a comment on every key
  facilitate check                      see what is missing or wrong in it, and what to do

study alone:
  facilitate study                      open the notebooks in JupyterLab

when something does not work:
  facilitate doctor                     see what this computer lacks, and what to do
"""

CHECK_EPILOG = """\
for example:
  facilitate check                                   the curriculum that this folder belongs to
  facilitate check my-workshop.yaml                  one session
  facilitate check --fix-report > to-mend.md         a page to work through, with a box for each finding
  facilitate check --explain fact-is-publishable     what a rule asks for, and why
  facilitate check --confirmed-within 30             before a workshop: which contacts need another look
  facilitate check --format sarif > check.sarif      for code scanning or an editor's SARIF viewer
"""

NEW_EPILOG = """\
for example:
  facilitate new my-workshop                              a session file, here
  facilitate new our-evening --like staff-meeting         the same, from a ready-made session
  facilitate new --module intro/4 --title "Safe at home"  a module, in curriculum/intro/4-safe-at-home.yaml
  facilitate new --page safe-numbers                      a reference page, in curriculum/pages/safe-numbers.yaml
  facilitate new --diagram first-hour                     a diagram, in curriculum/diagrams/first-hour.yaml
"""

AUDIT_EPILOG = """\
for example:
  facilitate audit exports/my-workshop          the whole kit, or exports/my-workshop.zip
  facilitate audit my-slides.pptx my-pages.pdf  files of your own
"""

DOCTOR_EPILOG = """\
for example:
  facilitate doctor                              in the folder in which you make kits
  facilitate doctor --curriculum our-curriculum  with a curriculum of your own
"""
