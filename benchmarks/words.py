"""The vocabulary of generated organisations: word pairs, English and Chinese."""

from typing import NamedTuple


class Word(NamedTuple):
    """One word in both languages; in English, hyphens stand for spaces."""

    en: str
    zh: str


def _words(text: str) -> tuple[Word, ...]:
    """Read words written as English and Chinese in turn."""
    parts = text.split()
    return tuple(map(Word, parts[::2], parts[1::2]))


VERBS = _words("""
    approve 审批 draft 起草 review 审核 archive 归档 publish 发布 schedule 安排 inspect 检查
    reconcile 核对 forecast 预测 negotiate 洽谈 translate 翻译 measure 统计 collect 收集
    register 登记 distribute 分发 repair 修复 monitor 监控 compare 比较 purchase 采购
    deliver 交付 cancel 撤销 renew 续签 train 培训 test 测试 design 设计 organise 组织
    settle 结算 promote 推广 classify 分类 follow-up 跟进 evaluate 评估 allocate 分配
""")

QUALIFIERS = _words("""
    supplier 供应商 customer 客户 warehouse 仓库 employee 员工 marketing 营销 annual 年度
    monthly 月度 export 出口 import 进口 wholesale 批发 retail 零售 seasonal 季节性
    overseas 海外 online 线上 factory 工厂 laboratory 实验室 vehicle 车辆 insurance 保险
    energy 能源 packaging 包装 textile 面料 electronic 电子 furniture 家具 software 软件
    network 网络 security 安全 payroll 薪酬 travel 差旅 tax 税务 legal 法务 brand 品牌
    media 媒体 exhibition 展会 membership 会员 franchise 加盟 agency 代理 hotel 酒店
    medical 医疗 training 培训 recruitment 招聘 logistics 物流 customs 海关 rental 租赁
    property 物业 canteen 食堂 quality 质量 product 产品 service 服务 project 项目
    research 科研 patent 专利 budget 预算 investment 投资 banking 银行 cash 现金
    inventory 库存 returns 退货 emergency 应急 environmental 环保 municipal 市政 pilot 试点
""")

OBJECTS = _words("""
    invoices 发票 contracts 合同 plans 计划 reports 报告 orders 订单 complaints 投诉
    prices 价格 samples 样品 drawings 图纸 certificates 证书 licences 许可证 budgets 经费
    payments 付款 refunds 退款 shipments 发运 catalogues 目录 photographs 照片 manuals 手册
    standards 标准 interviews 面谈 meetings 会议 audits 审计 accounts 账目 statistics 数据
    devices 设备 spare-parts 备件 tools 工具 materials 材料 labels 标签 archives 档案
    permits 通行证 surveys 调查 campaigns 活动 discounts 折扣 bonuses 奖金 courses 课程
    timetables 时间表 routes 路线 deliveries 配送 inspections 巡检 repairs 维修 claims 索赔
    policies 制度 minutes 纪要 tenders 标书 quotations 报价 forecasts 预估 indicators 指标
    passwords 密码 backups 备份 databases 数据库 interfaces 接口 newsletters 简报 articles 文章
    videos 视频 posters 海报 gifts 礼品 uniforms 制服 partnerships 合作 debts 欠款
""")

SCOPES = _words("""
    for-key-accounts 重点客户 in-the-eastern-region 华东区 in-the-northern-region 华北区
    in-the-southern-region 华南区 in-the-western-region 西部区 of-the-head-office 总部
    of-all-branches 各分公司 of-new-shops 新开门店 of-the-flagship-shop 旗舰店
    of-subsidiaries 子公司 before-the-holidays 节前 after-the-sale 售后
    during-the-campaign 大促期间 of-the-first-quarter 一季度 of-the-second-half-year 下半年
    from-the-hotline 热线 on-the-mobile-app 移动端 at-the-port 口岸
    for-the-board 董事会 for-the-authorities 主管部门 in-the-test-plant 试验厂 of-partners 合作方
    under-framework-agreements 框架协议 for-young-buyers 年轻客群
""")

AREAS = _words("""
    eastern 华东 northern 华北 southern 华南 western 西部 central 华中 overseas 海外
    corporate 集团 digital 数字 retail 零售 industrial 工业
""")

UNITS = _words("""
    purchasing 采购部 finance 财务部 logistics 物流部 customer-service 客服部 marketing 市场部
    operations 运营部 engineering 工程部 personnel 人事部 quality 质量部 legal 法务部
    design 设计部 systems 系统部 sales 销售部
""")

TITLES = _words("""
    specialist 专员 analyst 分析师 engineer 工程师 clerk 文员 coordinator 协调员
    planner 计划员 inspector 检验员 buyer 采购员 designer 设计师 adviser 顾问
""")

PLATFORMS = _words("""
    web-shop 网店 supplier-portal 供应商门户 ledger 总账系统 ticket-desk 工单系统
    data-warehouse 数据仓库 price-list 价格库 mini-program 小程序 stock-system 库存系统
""")

# How roles reword an activity in their own job descriptions; most copy it.
WORDINGS = (
    *[Word("{}", "{}")] * 14,
    Word("{}, every week", "每周{}"),
    Word("{} on request", "按需{}"),
    Word("Responsible: {}", "负责{}"),
    Word("Responsible: {}", "负责{}"),
    Word("{} together with the team", "与团队一起{}"),
    Word("{} etc.", "{}等工作"),
)
