"""Upkeep 流程管理: how flows are looked after once they run. Which department owns a flow and
after which written rule, what runs and what stands still, what is done online only, and what people
report about flows. It stands over the rooms whose flows these are and changes none of them."""
