"""The manual: what each command does, as `--help` shows it."""

OVERVIEW = """\
Builds one static site for each language from English Markdown and translators' catalogues.

commands:
  build    make the site (this is what runs when no command is named)
  check    judge content, templates and translations; write nothing
  status   say how far each language is
  impact   say which translations a change of the English unsettles
  explain  say why a text is as it is in a language
  sign     record who translated and who checked a page
  update   bring the catalogues in locales/ up to date with the English
  same-meaning  carry translations over a mended spelling
  export   write what is open in a language as files for translators
  import   take back what translators send
  serve    show the site on this machine, with each save at once

`build.py COMMAND --help` explains a command.
"""
ENDINGS = """\
exit status:
  0  done
  1  the sources need mending: each problem is a line "file:line: what is wrong; what to do"
  2  the command was not understood, or a folder or port that it names cannot be used
  3  the machine failed: a full disk, a file that may not be written; what was published before is still there
"""
PAGES = {
    "build": """\
Makes the site: a folder for each language, and what they share.

All sources are read and judged first, and everything is made before anything is written; then the new site takes
the place of the old one in one step.  So a mistake changes nothing that is published, and a page that went
away is gone.  The same sources give the same bytes.

A text is shown in a language only while its translation is current: made for exactly today's English, not fuzzy,
with the same tokens.  Any other text stands in English, marked as English.  The closing line says how many.

examples:
  python build.py
  python build.py build --output /tmp/preview --language pl
      builds Polish (and the shared files); languages that are already in the output are brought up to date, too,
      since none may show text that is old: while nothing that they show has changed, that costs nothing

Languages can be built apart, on several machines, and put together; the result is byte for byte that of one build:
  python build.py build --language en --language pl --output part-1     (and so on)
  python build.py build --merge part-1 part-2 --output site
Parts of other sources, parts that were harmed, and a site without a language that is released are refused.

A language is released only while its whole safety core is current: the emergency and urgent care cards, what authors
marked critical, and the phrases among the facts that these name.  One that is not is left out, and the closing line
says so; --preview builds it, and no list names it.

A broken catalogue stops the build.  For an urgent correction of the English, --keep-going publishes without it: its
section stands in English in that language, and the faults are told.

--review makes a site for translators and editors in review/ (or --output), never the one to publish: every text is
painted by its state, and pointing at one, or reaching it with the Tab key, shows its source, its entry and what the
checks say.  It builds languages that are not released, too.

--pseudo adds two languages that nobody speaks, en-XA (accented, longer by two fifths) and ar-XB (the same, from right
to left): what breaks there will break in a real language.  Build them into a folder of their own with --output.
""",
    "check": """\
Judges everything that `build` judges, and the translations besides, and writes nothing.

Prints each problem by file and line, then for each language how many texts are current, fuzzy, missing or invalid.
A translation that is missing or fuzzy is unfinished work, not a mistake: it does not change the exit status.

Then it lists what a translator should look at once more, such as a glossary term that is not used or a denial that
seems lost.  That may be right, and never stops a build; who has looked says so in locales/<code>/accepted.yaml:

  accepted:
    - kind: negation
      english: You cannot see as well as before
      by: Anna Nowak
      digest: the letters and digits at the end of the advice

For the English (all languages, or --language en) it lists what an editor should look at once more: a reading grade
above 6, a sentence of more than 20 words, a word of content/style.yaml with its plain one, a link such as "click here",
a heading that skips a level, a number in words, a review date that is over; in easy read also a line of more than 15
words or without a picture, and a hard word that is not explained in the next line.  It never stops a build; what is
right as it is stands, with the reason, in content/accepted.yaml:

  accepted:
    - kind: long sentence
      english: Clear information about pregnancy, birth and your baby
      by: Ruth Lane, editor
      reason: It is a list of names, and easy to read
      digest: the letters and digits at the end of the advice

With --release it also lists, by file and line, what stands between this site and its families: safety texts that are
not current, and facts and safety texts that no person has checked.  Then it exits 1 while there is any.

examples:
  python build.py check --language ar
  python build.py check --release
""",
    "status": """\
Says how far each language is: the words whose translation is current, fuzzy, missing or invalid, for the safety core,
for everything, and for each catalogue.  A per cent of 100 means that nothing is missing.

Below stand the oldest gaps of each language, safety texts first, with their age: since when git has known today's
English.  In a shallow clone that is the least age; without git, or for a file that git does not know, it is unknown.

examples:
  python build.py status
  python build.py status --language pl --json
  python build.py status --html > status.html
""",
    "impact": """\
Says which translations a change of the English unsettles, before it is merged: each text that is new, was changed
or became a safety text since a revision of git and is not current, then for each language how many texts and words
wait for a translator, and whether safety texts are among them, which would hold the language back.  It also tells
what did not change and should have: the easy-read form of a changed page, and the day when a changed fact was checked.

examples:
  python build.py impact
      compares the files as they are with the last commit
  python build.py impact --base origin/main
""",
    "explain": """\
Says why a text is as it is in a language: its key, its entry and line in the catalogue, its state, the check that
failed with both sides, and what to do.  WHERE is file:line, of the English or of a catalogue, or some words of either.

examples:
  python build.py explain pl content/pregnancy/vitamins.md:14
  python build.py explain pl locales/pl/LC_MESSAGES/pregnancy.po:120
  python build.py explain ar "your baby moves less"
""",
    "sign": """\
Records in locales/<code>/reviews.yaml who translated and who checked a page, and when.  The record is bound to every
text of the page in both languages, to the kinds of cards that they stand in, and to the facts on it that are phrases:
any edit of either side voids it.  The page's foot tells readers of it, and the warning that a machine made the
translation goes away once a person has checked it.  Words that another page explains are not covered: beside them
stands the warning until that page is signed, too.
PAGE is written as pregnancy/vitamins; `facts` stands for the facts that are phrases.

What is not given stays as the page's record has it, while that is of the very words of today.  Of a record that an edit
voided nothing is kept: say again who translated the page, or else it counts as made as languages.yaml says.

examples:
  python build.py sign pl pregnancy/vitamins --checked-by "Anna Nowak, midwife"
  python build.py sign pl pregnancy/vitamins --translated-by "Words Agency" --origin human
""",
    "update": """\
Brings each catalogue up to date with the Markdown, the front matter, the facts and the templates.

A text that is new or was changed gets a new entry.  Where it replaced a text that is much alike, that one's translation
is offered in it, marked fuzzy, with the former English above it; it is not shown until a person takes the mark away.
Nothing is offered where a number, a unit, a negation or a word of time or quantity changed.
What is no longer used is kept at the end of the catalogue as obsolete, and comes back with its translation when the
text comes back.  Nothing that a translator wrote is deleted, and entries that did not change keep their lines byte for
byte.  Run twice, it changes nothing.

example:
  python build.py update --language ne
""",
    "same-meaning": """\
Carries finished translations over from one English text to another that only mends its spelling, in all languages.
Run `update` first.  It refuses, and says why, where a number, a unit, a negation, a link, a word of time or duty, any
word of a safety text, or a word that is no slip has changed: then a translator has to look.  A slip stands in no other
text, and has two letters swapped or one doubled ("recieve"), or another letter where the mended word stands in
other texts, too.

example:
  python build.py same-meaning "Drink a lot of watter." "Drink a lot of water."
""",
    "export": """\
Writes what is open in a language (missing, fuzzy or not fit to be shown; with --all everything) for translators and
agencies: for each catalogue a PO file and an XLIFF 1.2 file, with where each text stands and what its tokens are; the
glossary as a table (.csv); and a README.txt.

example:
  python build.py export pl --output /tmp/polish
""",
    "import": """\
Takes back PO or XLIFF files that `export` wrote and translators filled.  Each text goes through the same checks as
always: one that fails, or whose English has changed since, is rejected with its reason, never the whole file.
Texts still marked fuzzy, for review or not approved are left alone, and so are unfinished ones whose words nobody
touched where a tool dropped the state.  The file's language may have a territory more (pl-PL for pl), unless the site
has a language of that name.

A text whose translation was changed or finished in the catalogue since the export is rejected too, and so is one
without the mark "Exported as" that would replace a finished translation: compare both, and take the words of the file
with --replace.  What the translator did not touch never changes anything.

A translator who finds an unfinished text right as it is takes its mark away and leaves the words.  Some tools take all
marks and all lines with #| out of a PO file: so where none is left in it, unfinished words that came back unchanged
stay unfinished, and the command says how many.  Where a person has read them all, --finished takes them.

example:
  python build.py import pl /tmp/polish/pl-pregnancy.po
""",
    "serve": """\
Shows the site at http://127.0.0.1:PORT/ as it would be built, and each page anew whenever a file in content/,
locales/ or templates/ is saved; the browser reloads by itself.  It writes no site, and only this machine can see it.
After a mistake the last good pages stay, and the problem is printed here.  Ctrl-C ends it.

example:
  python build.py serve --language en --port 8001
""",
}
