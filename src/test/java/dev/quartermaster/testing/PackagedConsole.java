package dev.quartermaster.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.quartermaster.testing.Chromium.Window;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the packaged service's console share: a browser, and a window of its own for each. */
public abstract class PackagedConsole extends PackagedService {

    /** The overview asks the database every five seconds, which is all that the framework's own patience lasts. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    protected static Chromium browser;

    protected Window window;
    protected Page page;

    @BeforeAll
    static void open() {
        browser = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void arrive() {
        window = browser.open(url(), 1280, 800, ColorScheme.LIGHT);
        page = window.page();
        page.setDefaultNavigationTimeout(PATIENCE.toMillis());
        await().atMost(PATIENCE)
                .until(() ->
                        json().body("{}").post("/api/v1/keys/nobody/rotate").statusCode() == 404);
    }

    @AfterEach
    void leave() {
        assertThat(window.faults()).isEmpty();
        window.close();
    }

    protected Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    protected static RequestSpecification json() {
        return admin().contentType("application/json");
    }
}
