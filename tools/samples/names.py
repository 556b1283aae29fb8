"""Invented people's names, as common as names are."""

from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏"
    "程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝"
    "龚邵万钱严覃武戚莫孔向汤乐应竺鲍裘励屠"
)
_WOMENS = (
    "芳娜敏静丽艳娟霞燕玲桂英秀兰红梅雪琴慧颖婷佳怡琳菲洁莹倩蕾萍薇欣悦雅文巧珍月晓春秋冬凤彩云"
)
_MENS = (
    "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆亮志国建文斌峰毅海东生龙永昌林成康星光天达安"
)


def person(random: Random, *, woman: bool) -> str:
    """Return a name of two or three characters."""
    given = _WOMENS if woman else _MENS
    length = 1 if random.random() < 0.3 else 2
    return random.choice(_SURNAMES) + "".join(random.choice(given) for _ in range(length))


def in_full_width(text: str) -> str:
    """Return digits and points as a Chinese input method writes them in full-width mode."""
    return text.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
