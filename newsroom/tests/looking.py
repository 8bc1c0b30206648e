"""How a page is looked at in a browser: wide and light, narrow and dark."""

from axe_playwright_python.sync_playwright import Axe

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look_at(tab, address: str, *, status: int = 200) -> None:
    """Open a page twice: no violation, no complaint, nothing past the window's edge."""
    for size, scheme in [(WIDE, "light"), (NARROW, "dark")]:
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        answer = tab.goto(address)
        assert answer.status == status, f"{address} answers {answer.status}"
        complaints = [said for said in tab.complaints if f"responded with a status of {status}" not in said]
        assert complaints == [], f"{address}: {complaints}"
        check(tab, address)
        tab.complaints.clear()  # looking itself writes styles into some forms, to which the policy objects


def check(tab, address: str) -> None:
    """Hold what the tab shows now to the same."""
    found = Axe().run(tab)
    assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    assert tab.evaluate(TOO_WIDE) <= 0, f"{address} is too wide"
