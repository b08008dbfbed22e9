"""What Gmail's labels and the names of mail folders say, in the languages that people have set (RFC 2047 around them)."""

from __future__ import annotations

from netbook.domain.text import plain
from netbook.formats.mail.headers import decoded

_SENT = (
    "sent, sent mail, sent messages, sent items, gesendet, gesendete objekte, envoyes, messages envoyes, elements envoyes, "
    "enviados, elementos enviados, inviati, inviata, posta inviata, verzonden, verzonden items, skickat, skickade, "
    "sendt, sendte elementer, enviadas, itens enviados, wyslane, elementy wyslane, odeslane, lahetetyt, отправленные, "
    "gonderilmis postalar, 送信済みメール, 已发邮件, 보낸편지함"
)
_DRAFTS = (
    "drafts, draft, entwurfe, brouillons, borradores, bozze, concepten, utkast, kladder, rascunhos, wersje robocze, "
    "koncepty, luonnokset, черновики, taslaklar, 下書き, 草稿, 임시보관함"
)
_UNWANTED = (
    "spam, junk, junk e-mail, bulk mail, trash, bin, deleted items, deleted messages, papierkorb, corbeille, papelera, "
    "cestino, posta indesiderata, prullenbak, ongewenst, papperskorg, skrapp, papirkurv, lixeira, kosz, kos, roskakori, "
    "спам, корзина, cop kutusu, ゴミ箱, 迷惑メール, 垃圾邮件, 已删除邮件, 스팸함, 휴지통, "
    "category promotions, promotions, category forums, category updates, category social, category_promotions, "
    "category_forums, category_updates, category_social, werbung, kategorie „werbung“, kategorie „benachrichtigungen“, "
    "kategorie „foren“, kategorie „soziale netzwerke“"
)
SENT, DRAFTS, UNWANTED = (
    frozenset(plain(word.strip()) for word in words.split(",")) for words in (_SENT, _DRAFTS, _UNWANTED)
)


def labels_in(text: str) -> frozenset[str]:
    """Return the labels of a message, folded as the lists here are."""
    if not text:
        return frozenset()
    return frozenset(plain(label.strip(' "')) for label in decoded(text).split(",")[:100])


def folder_label(member: str) -> str:
    """Return what the folder is called in which a file of mail stands, folded in the same way."""
    parts = [part for part in member.split("/") if part.casefold() not in {"mbox", "cur", "new", "messages"}]
    name = parts[-1] if parts else ""
    return plain(name.rpartition(".mbox")[0] or name)
