from typing import Any
Reason = Any
def reasons(*a: Any, **k: Any) -> Any:
    return ()
