//! A made-up disclosure read by the real loader: a list of contents that promises a table too many,
//! projects with targets in two forms, and sentences that agree and disagree with the tables.

use chazhang::check;
use chazhang::load;
use chazhang::model::DisclosureId;
use chazhang::ui::data::{Data, Document};

/// The text of it; names and figures are invented.
pub(crate) const TEXT: &str = "云山市河道管理处2025年部门预算\n\n目录\n一、部门收支总表\n二、项目支出表\n\
三、国有资本经营预算支出表\n\n\
一、部门收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
一、一般公共预算拨款收入\t80.26\t一、农林水支出\t80.26\n二、事业收入\t\t\t\n\
收入总计\t80.26\t支出总计\t80.26\n\n\
二、项目支出表\n单位：万元\n项目名称\t合计\t一般公共预算\n合计\t30.00\t30.00\n\
河道巡查\t10.00\t10.00\n堤防养护\t20.00\t20.00\n\n\
四、部门预算项目绩效目标汇总表\n单位：万元\n项目名称\t资金总额\t产出指标\t\n\t\t三级指标\t指标值\n\
河道巡查\t10.00\t巡查河道长度\t≥80公里\n堤防养护\t20.00\t养护堤防长度\t12公里\n\n\
第二部分 说明\n一、收支总体情况\n2025年收入总计80.26万元，支出总计90.26万元。\n\
二、项目情况\n河道巡查和堤防养护两项工作按照年初计划逐月开展，由各管理所负责具体实施，定期通报进度，年末统一验收，\
验收不合格的限期整改，整改情况另行公布。\n";

/// The explorer's data with this disclosure, its text divided into two pages.
pub(crate) fn data() -> Data {
    let mut disclosure = load::load("河道.txt", TEXT.as_bytes());
    let half = 1 + TEXT[..TEXT.find("四、").expect("the table")]
        .matches('\n')
        .count();
    let half = u32::try_from(half).expect("a short text");
    disclosure.source = disclosure.source.with_pages(vec![1, half]);
    let id = DisclosureId(0);
    let report = check::check(id, &disclosure);
    let mut data = Data::waiting(&["河道.txt".to_owned()], Vec::new());
    data.deliver(id, Document::new(disclosure, report));
    data
}
