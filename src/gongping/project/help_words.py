"""What `--help` says, in Chinese: each English meaning of the command line once.

The reference in `docs/reference/commands.md` is English and is written from the parser
as it is; this says the same to whoever reads Chinese at the keyboard.
"""

import argparse
from collections.abc import Iterator
from typing import Final

CHINESE: Final = {
    "show this help message and exit": "显示这份说明",
    "set up a new organisation without demo data": "设立新单位，不带演示数据",
    "name of the organisation": "单位名称",
    "user name of the first administrator": "首任系统管理员的用户名",
    "load the demo season and serve it": "载入演示的一季并运行",
    "begin again from nothing": "全部重来",
    "load only": "只载入，不运行",
    "serve pages, and the box beside them": "运行网页，票箱也在一起",
    "the box runs alone": "票箱另外单独运行",
    "run the ballot box as a program of its own": "单独运行票箱",
    "address to listen on": "在哪个地址上应答",
    "run the live hub as a program of its own": "单独运行实时推送",
    "8000, box 8001, live hub 8002, rehearsal 8010": (
        "端口：网页 8000，票箱 8001，实时推送 8002，演练 8010"
    ),
    "train a session in a hall of invented people": "演练一次汇报会，其他人由系统扮演",
    "times as fast as a real hall; 10 if not said": "比真的会快几倍，不写是 10",
    "where you sit: nobody else acts there; secretariat if not said": (
        "您坐哪个位子，那里不由系统扮演；不写是秘书处"
    ),
    "how units are heard": "各单位怎样汇报",
    "stop when standard input ends: with the program that started it": (
        "标准输入结束时停下，也就是与启动它的程序一起停"
    ),
    "run a whole season and write its files": "跑完一季，写出它的文件",
    "where to write": "写到哪里",
    "how many vote: at least 70; 600 if not said": "多少人投票：至少 70，不写是 600",
    "another seed makes other scores; 2012 if not said": (
        "换一个种子，打分就不同；不写是 2012"
    ),
    "how many offices hand out ballots: 1 if not said": "几个发票处发票，不写是 1 个",
    "language here; default: as LANG says": "这里用哪种语言，不写就看 LANG",
    "as LANG says": "这里用哪种语言，不写就看 LANG",
    "write the site to one encrypted file": "把整个网站备份成一个加密文件",
    "the file to write": "备份写成哪个文件",
    "only check a backup, to its end": "只从头到尾核对一份备份",
    "make a site again from its backup": "用备份恢复网站",
    "its first line opens the backup; without it, you are asked": (
        "文件第一行是口令；不写就当面问"
    ),
    "run the second office that hands out ballots": "办第二发票处",
    "Django's own commands": "Django 自己的命令",
    "make a certificate for a network of your own": "给自己的内网做证书",
    "name or address in the browser's address bar; may be said again": (
        "浏览器地址栏里的名字或地址，可以写几次"
    ),
    "where authority and certificate lie; the same folder again renews": (
        "证书放在哪个目录；再用同一个目录就是续期"
    ),
    "the office's folder, for one poll": "发票处的目录，一次测评一个",
    "set up the office with the roll, or read the roll again": (
        "用名册设立发票处，或重读名册"
    ),
    "what the office is called": "发票处的名称",
    "the same in English": "英文名称",
    "where voters' browsers reach it": "投票人的浏览器找到它的网址",
    "write the public keys, for the rules": "写出公钥，给规则书用",
    "accept the frozen rules, if they are as they must be": (
        "核对冻结的规则书，对得上才接受"
    ),
    "write a letter for everybody, for the printer": "给每个人写一封信函票证，供打印",
    "address of the ballot page": "投票页的网址",
    "record who is handed a letter; reads staff numbers, one a line": (
        "登记谁领了信；读工号，每行一个"
    ),
    "let letters be redeemed": "开始领票",
    "end the collecting for good and destroy the keys": "结束领票，销毁密钥",
    "open the letters that nobody drew, after the close": "结束以后，拆开没有发出的信",
    "write the counts, for the head": "写出领票数，给板首用",
    "serve the office's door": "运行发票处的领票口",
    "serve over HTTPS with this certificate (PEM, with those between)": (
        "用这份证书走 HTTPS（PEM，连同中间证书）"
    ),
    "the certificate's private key (PEM)": "证书的私钥（PEM）",
    "for HTTPS, PEM": "走 HTTPS 用的证书（PEM）",
    "its private key": "证书的私钥",
    "公评: one organisation's review season.": "公评：一个单位的一季点评。",
    "What a verb says is Chinese, or English where LANG or --lang says so.": (
        "程序说中文；LANG 或 --lang 写 en 时说英文。"
    ),
}
TITLES: Final = {
    "positional arguments": "要写的",
    "options": "可写的",
}


def say_in_chinese(parser: argparse.ArgumentParser) -> None:
    """Let the parser and all its verbs explain themselves in Chinese."""
    # argparse hands its parts out nowhere else.
    for each in parsers_of(parser):
        for group in each._action_groups:  # noqa: SLF001
            group.title = TITLES.get(group.title or "", group.title)
        for action in explained(each):
            action.help = _said(action.help)
        each.description, each.epilog = _said(each.description), _said(each.epilog)


def parsers_of(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parser, and those of its verbs and of their verbs."""
    yield parser
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for verb in action.choices.values():
                yield from parsers_of(verb)


def explained(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield what the parser explains: its options and its verbs."""
    for action in parser._actions:  # noqa: SLF001
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from action._choices_actions  # noqa: SLF001


def _said(meaning: str | None) -> str | None:
    return CHINESE.get(meaning, meaning) if meaning else meaning
