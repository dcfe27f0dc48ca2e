from tests.browser.conftest import browser as browser
