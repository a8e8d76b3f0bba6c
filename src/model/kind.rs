//! The statutory kinds of tables, and the stage and year of a disclosure.

/// What a table is for. The names are those other programs see in exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    /// 收支总表
    BudgetSummary,
    /// 收入总表
    IncomeSummary,
    /// 支出总表
    ExpenditureSummary,
    /// 财政拨款收支总表
    FiscalAppropriationSummary,
    /// 财政拨款支出表（功能科目）
    FiscalExpenditure,
    /// 一般公共预算支出表
    GeneralBudgetExpenditure,
    /// 一般公共预算基本支出表（经济科目）
    BasicExpenditure,
    /// 一般公共预算基本支出明细表
    BasicExpenditureDetail,
    /// 支出经济分类汇总表
    EconomicClassificationSummary,
    /// “三公”经费表
    ThreePublic,
    /// 政府性基金预算支出表
    GovernmentFund,
    /// 国有资本经营预算支出表
    StateCapital,
    /// 项目支出表
    ProjectExpenditure,
    /// 整体绩效目标表
    OverallPerformance,
    /// 项目绩效目标表
    ProjectPerformance,
    /// 机关（机构）运行经费表
    OperatingCost,
    /// 部门决算公开相关信息统计表
    DisclosureStatistics,
    /// 政府采购表
    Procurement,
    /// 国有资产占用情况表
    Assets,
    /// 绩效自评表
    SelfEvaluation,
    /// 上年结转资金支出表
    CarryOver,
    /// 机构设置、人员等
    StaffingOther,
    /// A table of no statutory kind we know.
    Other,
}

impl TableKind {
    /// All kinds in the order of the forms.
    pub const ALL: &[TableKind] = &[
        TableKind::BudgetSummary,
        TableKind::IncomeSummary,
        TableKind::ExpenditureSummary,
        TableKind::FiscalAppropriationSummary,
        TableKind::FiscalExpenditure,
        TableKind::GeneralBudgetExpenditure,
        TableKind::BasicExpenditure,
        TableKind::BasicExpenditureDetail,
        TableKind::EconomicClassificationSummary,
        TableKind::ThreePublic,
        TableKind::GovernmentFund,
        TableKind::StateCapital,
        TableKind::ProjectExpenditure,
        TableKind::OverallPerformance,
        TableKind::ProjectPerformance,
        TableKind::OperatingCost,
        TableKind::DisclosureStatistics,
        TableKind::Procurement,
        TableKind::Assets,
        TableKind::SelfEvaluation,
        TableKind::CarryOver,
        TableKind::StaffingOther,
        TableKind::Other,
    ];

    /// The stable name used in exports and data files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TableKind::BudgetSummary => "budget_summary",
            TableKind::IncomeSummary => "income_summary",
            TableKind::ExpenditureSummary => "expenditure_summary",
            TableKind::FiscalAppropriationSummary => "fiscal_appropriation_summary",
            TableKind::FiscalExpenditure => "fiscal_expenditure",
            TableKind::GeneralBudgetExpenditure => "general_budget_expenditure",
            TableKind::BasicExpenditure => "basic_expenditure",
            TableKind::BasicExpenditureDetail => "basic_expenditure_detail",
            TableKind::EconomicClassificationSummary => "economic_classification_summary",
            TableKind::ThreePublic => "three_public",
            TableKind::GovernmentFund => "government_fund",
            TableKind::StateCapital => "state_capital",
            TableKind::ProjectExpenditure => "project_expenditure",
            TableKind::OverallPerformance => "overall_performance",
            TableKind::ProjectPerformance => "project_performance",
            TableKind::OperatingCost => "operating_cost",
            TableKind::DisclosureStatistics => "disclosure_statistics",
            TableKind::Procurement => "procurement",
            TableKind::Assets => "assets",
            TableKind::SelfEvaluation => "self_evaluation",
            TableKind::CarryOver => "carry_over",
            TableKind::StaffingOther => "staffing_other",
            TableKind::Other => "other",
        }
    }

    /// The kind with this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<TableKind> {
        TableKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.name() == name)
    }
}

/// Budget before the year, or account after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 预算
    Budget,
    /// 决算
    FinalAccount,
}

impl Stage {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::Budget => "budget",
            Stage::FinalAccount => "final",
        }
    }
}

/// A fiscal year, e.g. 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalYear(pub u16);
