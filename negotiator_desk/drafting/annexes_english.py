"""The labels of annexes: in Chinese, or in Chinese with the English behind it.

An annex's figures stand once, in one table, also where the text stands in two columns; so its heads
and labels say the same in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from negotiator_desk.drafting.fields_english import english_piece, english_unit

ENGLISH: Mapping[str, str] = {
    # titles of annexes
    "劳动定额与计件单价表": "Labour Quotas and Piece Rates",
    "抽成比例与收入保障表": "Commission Shares and Guaranteed Income",
    "配送费用与收入保障表": "Delivery Fees and Guaranteed Income",
    "能级工资标准表": "Skill-Grade Wages",
    "集体协商代表名单": "Representatives in the Collective Consultation",
    # representatives
    "企业方协商代表": "Representatives of the Employer Side",
    "职工方协商代表": "Representatives of the Employee Side",
    "民主选举": "Elected",
    "依法指派": "Appointed",
    "书面委托": "Entrusted in writing",
    "女": "F",
    "男": "M",
    "首席代表": "Chief",
    "协商代表": "Member",
    "序号": "No.",
    "姓名": "Name",
    "性别": "Sex",
    "单位及职务": "Organisation and position",
    "产生方式": "How chosen",
    "身份": "Role",
    # piece rates
    "计件单价": "Piece rates",
    "作业项目": "Operation",
    "劳动定额（{unit}/班）": "Quota ({units} per shift)",
    "标准工时（分钟/{unit}）": "Standard time (minutes per {unit})",
    "计件单价（元/{unit}）": "Piece rate (CNY per {unit})",
    "楼宇类型和作业难度津贴": "Allowances by type of building and difficulty",
    "楼宇类型或者作业难度": "Type of building or difficulty",
    "津贴（元/{unit}）": "Allowance (CNY per {unit})",
    "是否计入最低工资标准": "Towards the minimum wage",
    "计入": "Counted",
    "不计入": "Not counted",
    "延长工作时间的计件单价": "Piece rates for overtime",
    "情形": "Case",
    "按本人法定工作时间计件单价的比例": "Share of the piece rate in statutory hours",
    "工作日延长工作时间": "Overtime on working days",
    "休息日安排工作又不能补休": "Rest days without time off instead",
    "法定休假日安排工作": "Statutory holidays",
    "收入保障": "Guaranteed income",
    "月保底工资（元/月）": "Monthly guarantee (CNY per month)",
    "项目": "Item",
    "金额": "Amount",
    "大写": "In Chinese numerals",
    # commission shares
    "抽成比例": "Commission share",
    "档次": "Tier",
    "适用订单": "Orders",
    "全部订单": "All orders",
    "单笔订单消费者支付总额（元）": "Customer total of an order (CNY)",
    "当月订单消费者支付总额累计（元）": "Customer totals of the month (CNY)",
    "抽成与扣款上限": "Caps on shares and deductions",
    "上限": "Cap",
    "单笔订单抽成上限": "Share of one order",
    "月平均抽成上限": "Average share of a month",
    "月扣款上限（占当月应得报酬）": "Deductions of a month (of the pay due)",
    "小时收入保障（元/小时）": "Hourly guarantee (CNY per hour)",
    "月收入保障（元/月）": "Monthly guarantee (CNY per month)",
    "配送费用": "Delivery fees",
    "费用项目": "Fee",
    "适用情形": "Applies to",
    "金额（元/单）": "Amount (CNY per order)",
    "基础配送费": "Base fee",
    "每单": "Every order",
    "距离费": "Distance fee",
    "公里": " km",
    "全程": "Any distance",
    "重量费": "Weight fee",
    "千克": " kg",
    "不限重量": "Any weight",
    "时段费": "Time slot fee",
    "{start}时至{end}时": "{start}:00 to {end}:00",
    "{start}时至次日{end}时": "{start}:00 to {end}:00 of the next day",
    "品类费": "Category fee",
    "超过": "over ",
    "不超过": "up to ",
    "、": ", ",
    # skill-grade wages
    "能级工资标准（元/月）": "Skill-grade wages (CNY per month)",
    "岗级": "Band",
    "岗位与岗级对应表": "Posts and their bands",
    "岗位": "Post",
    "岗位类别": "Class of post",
    "基础类": "Basic",
    "重要类": "Important",
    "关键类": "Key",
    "核心类": "Core",
    "评价总分": "Points",
    "绩效系数": "Performance factor",
    "绩效考核结果": "Performance mark",
    "津补贴与奖励（元/月）": "Allowances and awards (CNY per month)",
    "类别": "Kind",
    "适用对象": "For",
    "标准（元/月）": "Amount (CNY per month)",
    "技术技能类津补贴": "Skills",
    "学历提升类津补贴": "Education",
    "创新创造类成果奖励": "Innovation",
    "荣誉类专项奖励": "Honours",
    "按年支付的奖励与分红": "Awards and shares paid by the year",
    "每次金额（元）": "Amount each time (CNY)",
    "每年次数": "Times a year",
    "一次性奖励": "Award",
    "持股分红": "Dividend",
    "技术要素参与分配": "Technology share",
    "岗位评价要素与分值（分）": "Factors of the job evaluation (points)",
    "权重": "Weight",
    "评价要素": "Element",
    "评价因素": "Factor",
    "{level}级": "Level {number}",
    "岗级划分": "Bands by points",
    "最低分值（分）": "Least points",
    "岗位评价结果（所评等级）": "Levels given to each post",
    "（续）": "(continued)",
    # where an annex comes from
    "本附件各项数值由双方于{chinese_day}在第{chinese_session}次协商会议上达成一致。": (
        "The figures of this Annex were agreed by both parties on {day} in session {session}."
    ),
    "测算数据指纹：{code}。": "Fingerprint of the data: {code}.",
}
"""English by the Chinese label; fields in braces are filled in with what the caller gives."""


class Labels:
    """Says the labels of annexes."""

    def __init__(self, *, is_bilingual: bool = False) -> None:
        self.is_bilingual = is_bilingual

    def __call__(self, chinese: str, **fields: str) -> str:
        """Return a label; in two languages with the English behind a space.

        Args:
            chinese: One of `ENGLISH`; "" stays "".
            fields: What is filled in; a `unit` is put into English for the English part.

        Raises:
            KeyError: The label has no English: a mistake of ours.
        """
        text = chinese.format(**fields)
        if not self.is_bilingual or not chinese:
            return text
        return f"{text} {self.english(chinese, **fields)}"

    def english(self, chinese: str, **fields: str) -> str:
        """Return the English of a label.

        Raises:
            KeyError: It has none: a mistake of ours.
        """
        if "unit" in fields:
            fields["units"] = english_unit(fields["unit"])
            fields["unit"] = english_piece(fields["unit"])
        return ENGLISH[chinese].format(**fields)
