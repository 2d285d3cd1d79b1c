"""Loads each journal that is named as `bean-check` does, and prints what it complains of and each account's balance."""

import json
import sys

from beancount import loader
from beancount.core import realization

answers = {}
for path in sys.argv[1:]:
    entries, errors, _ = loader.load_file(path)
    root = realization.realize(entries)
    balances = {}
    for account in realization.iter_children(root):
        for position in account.balance:
            balances[f"{account.account} {position.units.currency}"] = str(position.units.number)
    answers[path] = {"errors": [error.message for error in errors], "balances": balances}
json.dump(answers, sys.stdout)
