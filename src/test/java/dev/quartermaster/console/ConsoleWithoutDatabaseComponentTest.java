package dev.quartermaster.console;

import static org.hamcrest.Matchers.containsString;

import dev.quartermaster.testing.WithoutDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages say that the database is away, and show what is in memory. */
@QuarkusTest
@TestProfile(WithoutDatabase.class)
class ConsoleWithoutDatabaseComponentTest {

    private final Visitor visitor = new Visitor();

    @Test
    void theOverviewShowsWhatIsInMemory() {
        visitor.get("/console")
                .then()
                .statusCode(200)
                .body(containsString("The database does not answer"))
                .body(containsString("of this instance only"))
                .body(containsString(">openai</a>"));
    }

    @Test
    void anAgentIsShownWithoutItsHistory() {
        visitor.get("/console/agents/sql_agent")
                .then()
                .statusCode(200)
                .body(containsString("The history is in the database, which does not answer now."))
                .body(containsString("<select id=\"model\""));
    }

    @Test
    void aChangeIsRefusedAndTheFormStays() {
        visitor.get("/console/agents/sql_agent");

        visitor.post(
                        "/console/agents/sql_agent",
                        Map.of("act", "save", "new", "yes", "enabled", "on", "model", "openai/gpt-4o"))
                .then()
                .statusCode(503)
                .body(containsString("class=\"problem\""))
                .body(containsString("<option value=\"openai/gpt-4o\" selected>"));
    }

    @Test
    void providersAreShownAndProbed() {
        visitor.get("/console/providers").then().statusCode(200).body(containsString("openai"));
        visitor.post("/console/providers", Map.of("act", "probe", "provider", "openai"))
                .then()
                .statusCode(200);
    }
}
