"""What the exports of Facebook, Instagram and Threads have in common: their text, their lists and their conversations."""
