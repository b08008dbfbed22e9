"""Every command with its line of help, so that ``--help`` and completion import none of them."""

from __future__ import annotations

COMMANDS = {
    "add": "Add a contact from a handle, a link or a name.",
    "met": "Record that you met people in person.",
    "log": "Log a message, call, like or other contact.",
    "note": "Note something about a contact.",
    "promise": "Promise something to a contact, or set a follow-up.",
    "kept": "Mark a promise or follow-up as kept.",
    "snooze": "Leave a contact out of the review for a while.",
    "done": "You were in touch today by the usual channel.",
    "cadence": "Say how often to be in touch, with a contact or a #tag.",
    "tag": "Put tags on contacts, or take them off.",
    "edit": "Change what is known of a contact.",
    "archive": "Put a contact into the archive, or take it out.",
    "show": "Show a contact and its latest interactions.",
    "list": "List contacts, by words or by the filter language.",
    "review": "Show whom to write to this week.",
    "event": "Add, run and debrief conferences, meetups and chats.",
    "import": "Import an export of a network.",
    "inbox": "Look through the contacts that imports found.",
    "undo": "Take back what you did last.",
    "redo": "Do again what was taken back.",
    "history": "List what was done, with before and after.",
    "merge": "Make one contact of two.",
    "dupes": "List contacts that may be the same person.",
    "info": "Show where the book and other files are.",
    "config": "Read and change settings.",
    "completion": "Print the completion script for your shell.",
    "demo": "Look around in a made-up book.",
}
