"""What both front ends say of contacts, in the same words: signs, reasons, headings, counts."""
