"""Every key of the interface, said once: footer, help, palette and the documentation's key table are made from it."""

from __future__ import annotations

from textual.binding import Binding


def key(  # noqa: PLR0917 — a table is read by its columns
    name: str, keys: str, action: str, words: str, tooltip: str, shown: str | None = None
) -> Binding:
    """Declare a key: its name for the keymap, what is pressed, what it does, and the words for it.

    ``words`` stand in the footer, ``tooltip`` in help and palette; ``shown`` is how the key is written there.
    """
    return Binding(keys, action, words, key_display=shown, tooltip=tooltip, id=name)


EVERYWHERE = (
    key("help", "question_mark,f1", "help", "Keys", "keys and help for what has the focus", "?"),
    key("review", "1", "show('review')", "Review", "whom to write to this week"),
    key("people", "2", "show('people')", "People", "everybody, filtered and sorted"),
    key("events", "3", "show('events')", "Events", "conferences and meetups, and who was there"),
    key("insights", "4", "show('insights')", "Insights", "what the book says of your network"),
    key("add", "a", "add", "Add", "add a contact from a handle, a link or a name"),
    key("met", "m", "met", "Met", "record that you met somebody in person"),
    key("import", "I", "import", "Import", "bring people you know already from an export"),
    key("inbox", "A", "inbox", "Inbox", "people that imports found: keep or drop them"),
    key("export", "X", "export", "Export", "write contacts, or everything, to a file that other programs read"),
    key("settings", "comma", "settings", "Settings", "settings, a page over the file", ","),
    key("jump", "ctrl+o", "jump", "Jump", "a letter on everything that can have the focus", "^o"),
    key("find", "slash", "find", "Find", "filter or search as you type", "/"),
    key("back", "escape", "back", "Back", "back, clear or cancel", "esc"),
    key("quit", "q", "quit_page", "Quit", "quit; from a page on top, back"),
    key("leave", "ctrl+q", "leave", "Leave", "quit from anywhere", "^q"),
    key("undo", "u,ctrl+z", "undo", "Undo", "take the last step back", "u"),
    key("redo", "ctrl+r,ctrl+y", "redo", "Redo", "do again what was taken back", "^r"),
    key("history", "U", "history", "History", "what was done, with before and after"),
    key("palette", "ctrl+p", "palette", "palette", "every command, contact, event and tag", "^p"),
)
"""Keys that every page has."""

ON_CONTACTS = (
    key("done", "d", "done", "Done", "in touch today by the usual channel"),
    key("log", "l", "log", "Log", "log a contact with channel, date and text"),
    key("snooze", "s", "snooze", "Snooze", "ask again in a week"),
    key("snooze-until", "S", "snooze_until", "Until", "ask again on a day you choose"),
    key("cadence", "c", "cadence", "Cadence", "how often to be in touch"),
    key("let-go", "x", "let_go", "Let go", "no more reminders"),
    key("note", "n", "note", "Note", "add a note; after / in a page, the next hit"),
    key("promise", "p", "promise", "Promise", "a follow-up that says what is owed"),
    key("open-profile", "o", "open_profile", "Open", "open the profile in your browser"),
    key("copy-handle", "y", "copy_handle", "Copy", "copy the handle"),
    key("tags", "t", "tags", "Tags", "put tags on, take tags off"),
    key("edit", "e", "edit", "Edit", "edit what is known"),
    key("add-handle", "i", "add_handle", "Handle", "add a handle"),
    key("met-there", "E", "met_there", "Met there", "yes, met in person at the event that is suggested"),
    key("open", "enter", "open_contact", "Open", "the whole contact", "enter"),
    key("merge", "M", "merge", "Merge", "make one of the two marked"),
    key("saved-filters", "f", "saved_filters", "Filters", "saved filters"),
    key("ask-channel", "H", "ask_channel", "Ask", "follow up in a week: ask for a second channel"),
    key("archive", "delete", "archive", "Archive", "put into the archive, where nothing is lost", "del"),
)
"""Keys on the contacts under the cursor or marked; where there are none they say so."""

DEBRIEF = key("debrief", "b", "debrief", "Debrief", "decide about the people met at an event, one at a time")

ON_REVIEW = (
    DEBRIEF,
    key("more", "plus", "more", "More", "show those beyond today's cap", "+"),
    key("spread", "W", "spread", "Spread", "after an absence: spread the rest over the days to come"),
    key("amnesty", "Z", "amnesty", "Amnesty", "after an absence: let all off until their own cadence comes round"),
    key("demo", "D", "demo", "Demo", "look around with made-up people, kept apart from your data"),
)
"""Keys of the review alone."""

ON_EVENTS = (
    key("run-event", "R", "run_event", "Run/stop", "run the event, so that m assumes it; or stop it"),
    key("new-event", "N", "new_event", "New event", "new event; after / in a page, the previous hit"),
    DEBRIEF,
)
"""Keys of the events alone."""

ON_INSIGHTS = (
    key("wizard-back", "left", "step_back", "Back", "a shorter period; one chart at a time: the one before", "←"),
    key("wizard-next", "right", "next_step", "Next", "a longer period; one chart at a time: the next", "→"),
)
"""Keys of the insights: ids and actions are those of the import, because a key means one thing."""

IN_DEBRIEF = (
    key("debrief-week", "w", "answer('w')", "This week", "follow up within a week"),
    key("debrief-fortnight", "f", "answer('f')", "Fortnight", "follow up within a fortnight"),
    key("debrief-usual", "enter", "answer('')", "Usual", "the usual cadence, no follow-up", "enter"),
    key("debrief-none", "x", "answer('x')", "None", "no reminders"),
    key("debrief-skip", "k,down", "skip(1)", "Skip", "ask about the next, and this one later", "k"),
    key("debrief-undo", "u,ctrl+z", "undo", "Undo", "take the last step back, and ask again", "u"),
    key("debrief-before", "up", "skip(-1)", "Before", "go back to the one before", "up"),
    key("debrief-cadence", "c", "change('cadence')", "Cadence", "how often to be in touch"),
    key("debrief-tags", "t", "change('tags')", "Tags", "put tags on, take tags off"),
    key("debrief-promise", "p", "change('promise')", "Promise", "a follow-up that says what is owed"),
    key("debrief-handle", "i", "change('handle')", "Handle", "add a handle"),
    key("debrief-rename", "r", "change('rename')", "Rename", "give somebody the right name"),
    key("debrief-redo", "ctrl+r,ctrl+y", "redo", "Redo", "do again what was taken back", "^r"),
    key("debrief-later", "escape,q", "cancel", "Later", "stop here; what was answered is kept", "esc"),
    key("debrief-page-down", "pagedown,space", "page(1)", "Page down", "a page down", "pgdn"),
    key("debrief-page-up", "pageup", "page(-1)", "Page up", "a page up", "pgup"),
)
"""The answers of a debrief."""

ON_IMPORT = (
    key("wizard-next", "right", "next_step", "Next", "the next step of the import", "→"),
    key("wizard-back", "left", "step_back", "Back", "the step before", "←"),
    key("wizard-go", "enter", "go_on", "Go on", "read the file, go on, or import", "enter"),
)
"""Keys of the import wizard."""

IN_PATH_FIELD = (
    key("path-complete", "tab", "complete", "Complete", "complete the path as far as it is clear", "tab"),
    key("path-list", "down", "to_list", "List", "go to the list below the field", "↓"),
)
"""Keys of the field for a path."""

ON_EARLIER_IMPORTS = (
    key(
        "take-back", "delete", "take_back", "Take back", "take an earlier import back, also after other changes", "del"
    ),
)
"""Keys on the imports that were made."""

ON_COLUMNS = (
    key("column-change", "enter", "change", "Change", "say what the column under the cursor is", "enter"),
    key("column-ignore", "x", "ignore", "Ignore", "leave the column out", "x"),
    key("column-forget", "u,ctrl+z", "forget", "Last back", "take the last change back", "u"),
)
"""Keys on the columns of a table that is imported."""

ON_MATCHES = (
    key("match-same", "y", "answer('same')", "Same person", "the person in the file is this contact"),
    key("match-other", "n", "answer('other')", "Different", "they are two people"),
    key("match-skip", "x", "answer('leave_out')", "Skip row", "leave the person out of the import"),
    key("match-change", "enter", "change", "Change", "change the answer", "enter"),
    key("match-all", "A", "answer_sure", "All above 95", "all above 95 are the same people"),
    key("match-forget", "u,ctrl+z", "forget", "Last back", "take the last answer back", "u"),
)
"""Answers to the doubtful matches of an import."""

ON_CONTACT_PAGE = (
    key("previous-hit", "N", "previous_hit", "Previous", "the hit before, while a search is in force"),
    key("notes-editor", "ctrl+g", "edit_notes", "Notes", "the notes in your editor", "^g"),
)
"""Keys of the page of one contact."""

ON_SETTINGS = (
    key("change", "enter", "change", "Change", "change the setting under the cursor", "enter"),
    key("reset", "r", "reset", "Reset", "put the setting back to its default"),
    key("edit-file", "e", "edit", "Edit the file", "open the settings file in your editor"),
    key("back-up", "B", "back_up", "Back up now", "copy the book into the backups folder"),
)
"""Keys of the settings alone."""

ON_PEOPLE = (
    key("sort-before", "left_square_bracket", "sort(-1)", "Sort", "the order before", "["),
    key("sort-next", "right_square_bracket", "sort(1)", "Sort", "the next order: state, name, last, added", "]"),
)
"""Keys of the list of all contacts."""

IN_FILTER = (
    key("filter-done", "enter", "submit", "List", "go to the list; the filter stays", "enter"),
    key("filter-down", "down", "to_list", "List", "go to the list; the filter stays", "↓"),
    key("filter-clear", "escape", "clear", "Clear", "clear the filter", "esc"),
)
"""Keys of the field for a filter."""

ON_INBOX = (
    key("inbox-keep", "w", "keep_people", "Welcome", "keep: take them out of the inbox into your network"),
    key("inbox-drop", "x", "let_go", "Drop", "drop: put them into the archive, no reminders"),
    key("inbox-tags", "t", "tags", "Keep + tag", "keep them with tags"),
    key("unresolved", "O", "unresolved", "Ids", "people known by an id alone: say who they are"),
)
"""Keys of the inbox; marks act together, as one step."""

ON_SAVED_FILTERS = (
    key("filter-remove", "delete", "remove", "Remove", "take the saved filter off the list", "del"),
    key("filter-restore", "u,ctrl+z", "restore", "Put back", "put back what was removed last", "u"),
)
"""Keys of the saved filters."""

MOVING = (
    key("down", "j,down", "down", "Down", "the next row", "j"),
    key("up", "k,up", "up", "Up", "the row before", "k"),
    key("first", "g,home", "first", "First", "the first row", "g"),
    key("last", "G,end", "last", "Last", "the last row", "G"),
    key("half-down", "ctrl+d", "half(1)", "Half down", "half a page down", "^d"),
    key("half-up", "ctrl+u", "half(-1)", "Half up", "half a page up", "^u"),
    key("page-down", "pagedown", "page(1)", "Page down", "a page down", "pgdn"),
    key("page-up", "pageup", "page(-1)", "Page up", "a page up", "pgup"),
)
"""Keys of everything that has rows."""

MARKING = (
    key("mark", "space", "mark", "Mark", "mark the row; on a promise: kept", "space"),
    key("mark-range", "v", "mark_range", "Range", "mark from the last mark to here"),
    key("mark-all", "asterisk", "mark_all", "All", "mark all shown, or none", "*"),
)
"""Keys of lists whose rows can be marked."""
