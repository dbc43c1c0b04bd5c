package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.quartermaster.testing.KeyMakingWorld;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedConsole;
import dev.quartermaster.testing.StubOpenIdProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** How people come in to the console of the packaged service, and how it ends, in a browser. */
@QuarkusIntegrationTest
@WithTestResource(KeyMakingWorld.class)
@EnabledIf("dev.quartermaster.testing.Chromium#isThere")
class PeopleIT extends PackagedConsole {

    /** The provider is of another site, from where the browser sends nothing that is strictly of this one. */
    @Test
    void oneSignsInAtTheProviderAndOutThereToo() {
        StubOpenIdProvider.nextPerson(Map.of("sub", "ada", "role", "quartermaster-admin"));
        page.navigate("/console/agents?q=none");
        button("Sign in with Stub & Sons").click();

        page.waitForURL("**/console/agents?q=none");
        PlaywrightAssertions.assertThat(page.locator(".who")).containsText("oidc:ada");
        assertThat(window.context().cookies())
                .extracting(cookie -> cookie.name)
                .containsExactlyInAnyOrder("quartermaster-session", "quartermaster-browser", "quartermaster-sign-out");

        button("Sign out").click();
        page.waitForURL("**/console/sign-in");
        assertThat(StubOpenIdProvider.lastSignOut()).contains("client_id=quartermaster", "id_token_hint=eyJ");
        page.navigate("/console/agents");
        assertThat(page.url()).contains("/console/sign-in?to=");
    }

    @Test
    void whoIsNotLetInThereIsToldHere() {
        StubOpenIdProvider.nextPerson(Map.of("error", "access_denied"));
        page.navigate("/console");
        button("Sign in with Stub & Sons").click();
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("did not let you in");

        StubOpenIdProvider.nextPerson(Map.of("sub", "guest", "role", "guests"));
        button("Sign in with Stub & Sons").click();
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("none of the roles");
        assertThat(window.context().cookies())
                .extracting(cookie -> cookie.name)
                .doesNotContain("quartermaster-session");
    }

    @Test
    void aPageLeadsToTheSignInWhenTheTokenEnds() {
        String end = Long.toString(Instant.now().plusSeconds(20).getEpochSecond());
        StubOpenIdProvider.nextPerson(Map.of("sub", "olga", "role", "quartermaster-operator", "exp", end));
        page.navigate("/console");
        button("Sign in with Stub & Sons").click();
        page.waitForURL("**/console");

        page.waitForURL("**/console/sign-in?to=%2Fconsole");
        PlaywrightAssertions.assertThat(button("Sign in with Stub & Sons")).isVisible();
    }

    @Test
    void whatWasFilledInStaysWhenTheSessionEndsAndComesBackAfterTheProvider() {
        JsonPath made = json().body("{\"name\":\"short\",\"role\":\"admin\"}")
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        page.navigate("/console/providers");
        signIn(made.getString("key"));
        page.waitForURL("**/console/providers");
        PlaywrightAssertions.assertThat(page.locator("#live-state")).hasText("Live");
        page.locator("#key-provider").selectOption("google");
        page.getByLabel("Key or bearer token").fill("sk-half-typed-in-0009");

        admin().delete("/api/v1/keys/" + made.getString("id")).then().statusCode(204);

        PlaywrightAssertions.assertThat(page.locator("#notice")).containsText("Your session has ended");
        PlaywrightAssertions.assertThat(page.getByLabel("Key or bearer token")).hasValue("sk-half-typed-in-0009");
        button("Store").click();
        page.waitForURL("**/console/sign-in/late?**");
        StubOpenIdProvider.nextPerson(Map.of("sub", "ada", "role", "quartermaster-admin"));
        Page other = window.context().waitForPage(() -> button("Sign in with Stub & Sons, on a new page")
                .click());
        other.waitForURL("**/console");
        other.close();
        button("I have signed in: give me my form").click();

        PlaywrightAssertions.assertThat(page.getByLabel("Key or bearer token")).hasValue("sk-half-typed-in-0009");
        PlaywrightAssertions.assertThat(page.locator("#key-provider")).hasValue("google");
        PlaywrightAssertions.assertThat(page.locator(".who")).containsText("oidc:ada");
        assertThat(admin().get("/api/v1/providers/google").jsonPath().getString("credentials.origin"))
                .doesNotContain("database");
    }

    @Test
    void twoPeopleAtOneKeyDoNotOverwriteEachOther() {
        page.navigate("/console/providers");
        signIn(OutsideWorld.ADMIN_KEY);
        page.waitForURL("**/console/providers");
        page.locator("#key-provider").selectOption("google");
        page.getByLabel("Key or bearer token").fill("sk-of-the-second-person-0022");
        page.getByText("AWS access key, region, slot").click();
        page.getByLabel("Store it without asking the provider first").check();
        json().body("{\"api_key\":\"sk-of-the-first-person-0011\",\"validate\":false}")
                .put("/api/v1/providers/google/credentials")
                .then()
                .statusCode(200);

        button("Store").click();

        PlaywrightAssertions.assertThat(page.locator("#found")).containsText("Somebody was faster");
        PlaywrightAssertions.assertThat(page.locator("tr#google")).containsText("…0011");
        PlaywrightAssertions.assertThat(page.getByLabel("Key or bearer token"))
                .hasValue("sk-of-the-second-person-0022");
        admin().delete("/api/v1/providers/google/credentials").then().statusCode(204);
    }

    private void signIn(String key) {
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.keyboard().press("Enter");
    }
}
