package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.quartermaster.testing.Chromium.Window;
import dev.quartermaster.testing.KeyMakingWorld;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedConsole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** People at the console of the packaged service, in a browser. */
@QuarkusIntegrationTest
@WithTestResource(KeyMakingWorld.class)
@EnabledIf("dev.quartermaster.testing.Chromium#isThere")
class ConsoleIT extends PackagedConsole {

    private static final Path PICTURES = Path.of("target", "console");
    private static final String SCRIPT = "<script>alert('script')</script>";

    private final String agent = "it-" + UUID.randomUUID().toString().substring(0, 8);

    private void signIn(String key) {
        page.navigate("/console");
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.keyboard().press("Enter");
        page.waitForURL("**/console");
    }

    @Test
    void oneSignsInByKeyboardAndOutAgain() {
        page.navigate("/console/providers");
        assertThat(page.url()).contains("/console/sign-in?to=");
        // From the provider, whom one may sign in with as well.
        page.keyboard().press("Tab");
        page.keyboard().type("not-the-key");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("not valid");
        page.keyboard().type(OutsideWorld.ADMIN_KEY);
        page.keyboard().press("Enter");
        page.waitForURL("**/console/providers");

        page.keyboard().press("Tab");
        PlaywrightAssertions.assertThat(page.getByText("Skip to content")).isFocused();
        assertThat(String.valueOf(page.evaluate("document.cookie"))).isEmpty();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        page.waitForURL("**/console/sign-in?**");
        page.navigate("/console/agents");
        assertThat(page.url()).contains("/console/sign-in");
    }

    @Test
    void anAgentIsSwitchedWhileItWorks() {
        json().body("{\"model\":\"" + GPT + "\",\"fallbacks\":[]}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);
        assertThat(served()).isEqualTo(GPT);
        signIn(OutsideWorld.ADMIN_KEY);
        page.navigate("/console/agents");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(agent))
                .click();

        page.getByLabel("Provider").selectOption("anthropic");
        Locator models = page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true));
        PlaywrightAssertions.assertThat(models.locator("option", new Locator.LocatorOptions().setHasText("openai/")))
                .hasCount(0);
        models.selectOption(CLAUDE);
        button("Dry run").click();
        PlaywrightAssertions.assertThat(page.getByText("Dry run: nothing is changed yet"))
                .isVisible();
        PlaywrightAssertions.assertThat(page.locator(".trial")).containsText(CLAUDE);
        assertThat(served()).isEqualTo(GPT);

        button("Save").click();
        PlaywrightAssertions.assertThat(page.getByText("It holds from the next invocation"))
                .isVisible();
        assertThat(served()).isEqualTo(CLAUDE);
        assertThat(lastCall()).contains(CLAUDE.substring(CLAUDE.indexOf('/') + 1));

        button("Roll back to revision 1").click();
        PlaywrightAssertions.assertThat(page.getByText("That state is back")).isVisible();
        assertThat(served()).isEqualTo(GPT);
    }

    @Test
    void aKeyThatIsSetIsCarriedByTheNextCall() {
        String key = "sk-set-at-the-console-0042";
        admin().delete("/api/v1/providers/openai/credentials");
        fault("{\"provider\":\"openai\",\"operation\":\"*\",\"status\":401,\"accepted_keys\":[\"" + key + "\"]}");
        signIn(OutsideWorld.ADMIN_KEY);
        page.navigate("/console/providers");
        page.locator("#key-provider").selectOption("openai");

        page.getByLabel("Key or bearer token").fill("sk-that-is-refused-0815");
        button("Test").click();
        PlaywrightAssertions.assertThat(page.locator("#found")).containsText("refused");
        PlaywrightAssertions.assertThat(page.getByLabel("Key or bearer token")).hasValue("sk-that-is-refused-0815");
        page.getByLabel("Key or bearer token").fill(key);
        button("Test").click();
        PlaywrightAssertions.assertThat(page.locator("#found")).containsText("taken");
        button("Store").click();
        PlaywrightAssertions.assertThat(page.getByText("The key is stored")).isVisible();

        ask(GPT);
        assertThat(given().get(simulator + "/calls")
                        .jsonPath()
                        .getString("calls.findAll { it.operation == 'chat' }[-1].key_suffix"))
                .isEqualTo("0042");
        assertThat(page.content()).doesNotContain(key);
        PlaywrightAssertions.assertThat(page.locator("tr#openai")).containsText("database");

        page.locator("#key-provider").selectOption("openai");
        button("Remove the stored one").click();
        PlaywrightAssertions.assertThat(page.getByText("The stored key is removed"))
                .isVisible();
    }

    @Test
    void aHalfFilledFormOutlivesItsSession() {
        JsonPath made = json().body("{\"name\":\"short\",\"role\":\"admin\"}")
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        signIn(made.getString("key"));
        page.navigate("/console/agents/" + agent);
        page.getByLabel("Time-out (s)").fill("77");
        page.getByText("Parameters and more").click();
        page.getByLabel("Before every system prompt").fill("First line\nSecond <b>line</b>");
        page.getByLabel("Provider").selectOption("openai");
        page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).selectOption(GPT);
        admin().delete("/api/v1/keys/" + made.getString("id")).then().statusCode(204);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> page.request().get("/api/v1/status").status() == 401);

        button("Save").click();
        PlaywrightAssertions.assertThat(page.getByText("Your session has ended"))
                .isVisible();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(OutsideWorld.ADMIN_KEY);
        page.keyboard().press("Enter");

        page.waitForURL("**/console/agents/" + agent);
        PlaywrightAssertions.assertThat(page.getByLabel("Time-out (s)")).hasValue("77");
        PlaywrightAssertions.assertThat(page.getByLabel("Before every system prompt"))
                .hasValue("First line\nSecond <b>line</b>");
        admin().get("/api/v1/agents/" + agent).then().statusCode(404);
        button("Save").click();
        PlaywrightAssertions.assertThat(page.getByText("It holds from the next invocation"))
                .isVisible();
        admin().get("/api/v1/agents/" + agent)
                .then()
                .body("timeout_seconds", equalTo(77))
                .body("model", equalTo(GPT))
                .body("system_prompt_prefix", equalTo("First line\nSecond <b>line</b>"));
    }

    @Test
    void aModelChosenWhileItsListIsOnItsWayStays() {
        AtomicReference<Route> held = new AtomicReference<>();
        page.route("**/models?*", held::set);
        signIn(OutsideWorld.ADMIN_KEY);
        page.navigate("/console/agents/" + agent);
        page.getByLabel("Provider").selectOption("openai");
        page.waitForCondition(() -> held.get() != null);
        Locator models = page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true));
        models.selectOption(GPT);

        held.get().resume();

        PlaywrightAssertions.assertThat(models.locator("option", new Locator.LocatorOptions().setHasText("anthropic/")))
                .hasCount(0);
        PlaywrightAssertions.assertThat(models).hasValue(GPT);
    }

    @Test
    void scriptInNamesIsText() {
        json().body("{\"name\":\"" + SCRIPT + "\",\"scope\":\"global\",\"window\":\"day\",\"limit_usd\":5}")
                .post("/api/v1/budgets");
        json().body("{\"id\":\"" + SCRIPT + "\",\"provider\":\"openai\",\"cost_per_1k_input_tokens\":1,"
                        + "\"cost_per_1k_output_tokens\":1}")
                .post("/api/v1/models");
        signIn(OutsideWorld.ADMIN_KEY);

        for (String path : List.of("/console", "/console/agents/" + agent, "/console/agents?q=" + SCRIPT)) {
            page.navigate(path);
            PlaywrightAssertions.assertThat(page.locator("main script")).hasCount(0);
        }
        page.navigate("/console/agents/" + agent);
        page.getByLabel("Second model").fill(SCRIPT);
        button("Dry run").click();
        PlaywrightAssertions.assertThat(page.locator("main script")).hasCount(0);
        PlaywrightAssertions.assertThat(page.getByLabel("Second model")).hasValue(SCRIPT);
    }

    @Test
    void theOverviewMovesByItselfAndRestsWhileNobodyLooks() {
        signIn(OutsideWorld.ADMIN_KEY);
        PlaywrightAssertions.assertThat(page.locator("#live-state")).hasText("Live");
        Locator requests = page.locator(".tile").first().locator(".value");
        String before = requests.textContent();

        ask("auto");

        PlaywrightAssertions.assertThat(requests).not().hasText(before);
        hidden(true);
        PlaywrightAssertions.assertThat(page.locator("#live-state")).hasText("Paused");
        hidden(false);
        PlaywrightAssertions.assertThat(page.locator("#live-state")).hasText("Live");
    }

    private void hidden(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    @Test
    void aProviderIsProbed() {
        signIn(OutsideWorld.ADMIN_KEY);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Providers"))
                .first()
                .click();
        page.locator("#provider").selectOption("anthropic");
        button("Probe now").click();

        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.STATUS)
                        .filter(new Locator.FilterOptions().setHasText("anthropic answered in")))
                .isVisible();
        assertThat(page.content()).doesNotContain("sk-integration-test");
    }

    /** Pictures of each page, and what a person without eyes or mouse would stumble over. */
    @Test
    void everyPageIsForEverybody() {
        furnish();
        signIn(OutsideWorld.ADMIN_KEY);
        page.navigate("/console");
        PlaywrightAssertions.assertThat(page.locator("#live-state")).hasText("Live");
        assertThat(number("document.documentElement.scrollHeight"))
                .as("height of the overview")
                .isLessThanOrEqualTo(800);
        for (Look look : Look.values()) {
            try (Window other = browser.open(url(), look.width, look.height, look.scheme)) {
                other.context()
                        .addCookies(window.context().cookies().stream()
                                .map(cookie -> new com.microsoft.playwright.options.Cookie(cookie.name, cookie.value)
                                        .setUrl(url()))
                                .toList());
                for (String path : List.of(
                        "/console",
                        "/console/providers",
                        "/console/agents",
                        "/console/agents/" + agent,
                        "/console/playground")) {
                    visit(other, look, path);
                }
                other.context().clearCookies();
                visit(other, look, "/console/sign-in");
                assertThat(other.faults()).isEmpty();
            }
        }
    }

    private static void visit(Window other, Look look, String path) {
        other.page().navigate(path);
        String name =
                path.replace("/console/", "").replace("/console", "overview").replaceAll("agents/.*", "agent");
        other.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + "-" + look.name().toLowerCase(java.util.Locale.ROOT) + ".png"))
                        .setFullPage(true));
        assertThat(((Number) other.page().evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of %s", path)
                .isLessThanOrEqualTo(look.width);
        if (look.isChecked) {
            assertThat(other.barriers()).as(path + " " + look).isEmpty();
        }
    }

    private enum Look {
        LIGHT(1280, 800, ColorScheme.LIGHT, true),
        DARK(1280, 800, ColorScheme.DARK, true),
        NARROW(360, 740, ColorScheme.LIGHT, true),
        LARGE(3840, 2160, ColorScheme.LIGHT, false);

        private final int width;
        private final int height;
        private final ColorScheme scheme;
        private final boolean isChecked;

        Look(int width, int height, ColorScheme scheme, boolean isChecked) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
            this.isChecked = isChecked;
        }
    }

    /** Some life, so that there is something to see. */
    private void furnish() {
        json().body("{\"model\":\"" + GPT + "\",\"fallbacks\":[\"" + CLAUDE + "\"],\"canary\":{\"model\":\"" + GEMINI
                        + "\",\"traffic_percent\":12.5},\"required_features\":[\"tools\"]}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);
        json().body("{\"timeout_seconds\":60}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(200);
        for (String budget : List.of("everything", "team-search")) {
            json().body("{\"name\":\"" + budget + "\",\"scope\":\"global\",\"window\":\"month\",\"limit_usd\":"
                            + (budget.length() > 10 ? "0.0005" : "250") + ",\"thresholds\":[0.5],\"action\":\"alert\"}")
                    .post("/api/v1/budgets");
        }
        for (int i = 0; i < 20; i++) {
            ask(i % 4 == 0 ? CLAUDE : GPT);
        }
        fault("{\"provider\":\"google\",\"status\":500,\"times\":100}");
        given().header("authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"model\":\"" + GEMINI + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"quartermaster\":{\"fallbacks\":[]}}")
                .post("/v1/chat/completions");
    }

    private int number(String script) {
        return ((Number) page.evaluate(script)).intValue();
    }

    private String served() {
        return ask("agent:" + agent);
    }

    private static String ask(String model) {
        return json().body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION
                        + "\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .header("x-quartermaster-model");
    }
}
