"""One body of English Markdown, one set of catalogues a language, one static site a language.

The modules in reading order; each imports only from those above it:

streams       what is printed, whoever reads it
processors    how many processes work at once
states        how files and folders are on the disk
disk          what the disk and the system do with files and folders
known         telling at once that nothing changed since the last build
patterns      patterns that are compiled when they are first used
beside        a process that reads ahead and looks at files while this one imports
digests       digests of files, kept while the files are as they were
problems      what an author can mend, by file and line
lock          one at a time: builds of an output, and processes that amend a file
workers       work on all processors
made_from     what tells a value from any other
kept          values in files from one run to the next
memo          what sources were read into, made anew only where they changed
model         segments, languages, facts: frozen values
pages         pages with their bodies: frozen values
limits        how large and how deep a source may be
sources       strict reading of files
fields        YAML, typed by its reader
slips         lines of YAML that cannot be read, and how they were meant
composer      YAML into values with their lines, read only where YAML changed
settings      content/site.yaml
cldr          what CLDR knows of languages
languages     locales/languages.yaml, with plural rules and separators
facts         content/facts/*.yaml
pictures      sizes and credits of pictures
marked        texts with links and emphasis, as Python-Markdown reads them
inline        one block's text, with links and facts as tokens
blocks        block Markdown: care cards and details
lines         notes to translators, and line numbers of texts
misread       lines that Markdown reads as something else than they are meant to be
documents     Markdown into structure and texts
texts         what no text of a page may hold
content       pages with their front matter
po_lines      lines of PO files, each understood or refused
entries       entries of PO files, which keep their lines
catalogues    PO files read strictly
units         the words for units in each language
characters    those that a translation may have
numerals      numbers by what they say, in any digits
clock         the half of the day that a translation says
pairs         what a translation must share with its English
verdicts      pairs that an earlier run found sound
translate     the state of each text in each language, and filling documents
renditions    a page in a language: how it stands at once, its texts when asked for
summaries     all pages in a language: what they say together
reviews       who made and who checked a page's translation
asked         words that people search for, beside those of the pages
glossary      terms, denials and words of time and amount that a translation must answer
qr            QR codes of addresses
templates     the templates as texts
places        the ways from a page, which its place puts in
slots         what stands in a template for what each page puts in itself
frames        what templates draw once around it
environment   Jinja, which draws templates, and the messages in them
interface     the templates' words in each language
assets        style, scripts and fonts under names that change with their bytes
project       everything that was read
phrases       facts that are phrases, as each language says them
ahead         reading what was saved ahead of a build
checks        judging the project as a whole
shapes        a page's main headings, and tables with headers and for small screens
voice         words, texts and facts as HTML in one language
drawing       a document's texts and blocks as HTML
report        every text with its place and state
explain       why a text is as it is
painting      the review build: each text by its state
accepted      advice, and who has looked and finds it unfounded
advice        what a translator should look at once more, and who has
readability   how hard English is to read
wording       words that have a plain one, and words that easy read explains
easy_read     the rules of easy read
style         what an editor should look at once more
safety        the safety core, and what no person has checked
words         words that some pages explain, on the pages where they stand
folding       words as the search compares them
index         the index of the search, what MiniSearch would hold, in fewer letters
findable      what the search finds on one page
search        the index of one language's pages, kept and amended
sharing       the picture and the address that a shared page shows
device        what pages need for what stays on the reader's device
shown         what templates get of a page
render        the frame of every page: header, footer, lists and links
content_pages  the content's pages, alone and with the English beside
budget        what a page weighs on its way to a phone
own_pages     the A to Z, and the page for a missing address
device_pages  reading settings, the card for staff, the page for a device that is offline
offline       the service worker that keeps pages on the device
shared_files  language choice, sitemap, assets
revisions     what git says of a project
hosting       headers and redirects for the computers that serve the site, and what was built
meaning       what must not differ between two English texts
matching      which removed text's translation a new text can start from
update        bringing catalogues up to date
xliff         XLIFF 1.2 for translators' tools
pack_words    what a pack for translators says besides its texts
packs         what is open in a language, as files for translators
returns       what translators send back, text by text
pseudo        two languages for judging layout
stock         what a site's folder had when it was complete
looking       a look at all files of the site
spare         the folder that a new site is put together in
publish       writing through a staging folder
merging       a site from parts that were built apart
making        the parts of the site, each made by itself
keys          what each part is made from, as one digest
lots          parts that were made together
ledger        what the published site was made from, and what of it is taken over
chapters      all pages in all languages, by section and language
pipeline      the whole way: read, judge, translate, make, write
preview       the site as it is now, each file made when it is asked for
serve         live preview: a server whose pages load again after each save
ages          the oldest gaps of each language, with their age from git
status        how far each language is
impact        what a change of the English unsettles
sign          recording who translated and who checked a page
manual        what each command does, for --help
arguments     the arguments of each command
telling       sentences and tables that commands print
for_translators  the commands for translators
for_editors   the commands for editors
cli           the command line
"""
