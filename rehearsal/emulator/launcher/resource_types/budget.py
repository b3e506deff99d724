"""AWS::Budgets::Budget, through AWS Budgets' own CreateBudget."""

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register
from launcher.resource_types.service_call import succeed

TYPE = "AWS::Budgets::Budget"
BUDGETS = "ministack.services.budgets"


def install() -> None:
    put = name_in(BUDGETS, "_create_budget")
    remove = name_in(BUDGETS, "_delete_budget")
    physical_name = name_in(PROVISIONERS, "_physical_name")

    def apply(name, props):
        limit = props["Budget"].get("BudgetLimit")
        budget = {**props["Budget"], "BudgetName": name}
        if limit:
            # CloudFormation has a number, the API has a string.
            budget["BudgetLimit"] = {**limit, "Amount": str(limit["Amount"])}
        succeed(put({**props, "Budget": budget}), TYPE)
        return name, {}

    def create(logical_id, props, stack_name):
        name = props["Budget"].get("BudgetName") or physical_name(stack_name, logical_id)
        return apply(name, props)

    def update(physical_id, _old, props, _stack_name):
        succeed(remove({"BudgetName": physical_id}), TYPE)
        return apply(props["Budget"].get("BudgetName") or physical_id, props)

    def delete(physical_id, _props):
        succeed(remove({"BudgetName": physical_id}), TYPE)

    register(TYPE, create=create, update=update, delete=delete)
