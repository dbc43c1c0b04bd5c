package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditFilter;
import dev.quartermaster.storage.audit.Author;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances with the same agents over one database, which comes and goes. */
class AgentInstancesTest {

    private static final Author ME = new Author("me", "test");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SQL = "sql_agent";

    private final List<AgentsInstance> instances = new ArrayList<>();
    private int port;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void findAPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        instances.forEach(AgentsInstance::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void aChangeHoldsEverywhereWithinTwoSecondsAndAfterARestart() throws Exception {
        startDatabase();
        AgentsInstance one = instance();
        AgentsInstance other = instance();
        await().atMost(PATIENCE).until(() -> one.isCurrent() && other.isCurrent());

        one.set(SQL, "openai/gpt-4o");

        assertThat(one.modelOf(SQL)).isEqualTo("openai/gpt-4o");
        await().atMost(Duration.ofMinutes(1)).until(() -> "openai/gpt-4o".equals(other.modelOf(SQL)));
        AgentsInstance restarted = instance();
        await().atMost(PATIENCE).until(() -> "openai/gpt-4o".equals(restarted.modelOf(SQL)));

        other.edits.rollback(SQL, 0L, null, ME).await().atMost(PATIENCE);
        await().atMost(Duration.ofMinutes(1)).until(() -> "of-the-file".equals(one.modelOf(SQL)));
        assertThat(one.edits.revisions(SQL, 10).await().atMost(PATIENCE))
                .extracting(AgentRevision::revision)
                .containsExactly(2L, 1L);
        assertThat(one.audit
                        .list(new AuditFilter("agent", SQL, null, null, null, null, null, null), 10)
                        .await()
                        .atMost(PATIENCE))
                .extracting(entry -> entry.before() + " > " + entry.after())
                .containsExactly(
                        "{\"model\":\"openai/gpt-4o\"} > {\"enabled\":true,\"model\":\"of-the-file\"}",
                        "{\"enabled\":true,\"model\":\"of-the-file\"} > {\"model\":\"openai/gpt-4o\"}");
    }

    @Test
    void ofManyWhoChangeTheSameRevisionOneWins() throws Exception {
        startDatabase();
        AgentsInstance one = instance();
        AgentsInstance other = instance();
        await().atMost(PATIENCE).until(() -> one.isCurrent() && other.isCurrent());
        long read = one.set(SQL, "openai/gpt-4o").revision();

        List<CompletableFuture<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            AgentSettings wanted = AgentsInstance.model("openai/number-" + i);
            outcomes.add((i % 2 == 0 ? one : other)
                    .edits
                    .apply(SQL, read, before -> Optional.of(wanted), ME)
                    .map(change -> "won")
                    .onFailure(QuartermasterException.class)
                    .recoverWithItem(e -> e.code().wire())
                    .subscribeAsCompletionStage());
        }

        assertThat(outcomes.stream().map(CompletableFuture::join))
                .containsOnly("won", "precondition_failed")
                .containsOnlyOnce("won");
        await().atMost(Duration.ofMinutes(1)).until(() -> one.modelOf(SQL).equals(other.modelOf(SQL)));
        assertThat(one.profiles.revision(SQL)).isEqualTo(read + 1);
    }

    @Test
    void withoutADatabaseAgentsAreAsLastKnownAndChangesAreRefused() throws Exception {
        AgentsInstance alone = instance();
        await().until(() -> alone.database.problem() != null);
        assertThat(alone.modelOf(SQL)).isEqualTo("of-the-file");
        refused(alone);

        startDatabase();
        await().atMost(PATIENCE).until(alone::isCurrent);
        alone.set(SQL, "openai/gpt-4o");
        postgres.close();
        postgres = null;
        refused(alone);
        assertThat(alone.modelOf(SQL)).isEqualTo("openai/gpt-4o");
    }

    @Test
    void oneAgentThatCannotBeUsedHereDoesNotKeepOthersFromBeingChanged() throws Exception {
        startDatabase();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO agent_override VALUES ('sql_agent',"
                    + " '{\"model\":\"openai/x\",\"required_features\":[\"telepathy\"]}', 1, now(), 'later')");
        }
        AgentsInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);

        one.set("another", "openai/gpt-4o");

        assertThat(one.modelOf("another")).isEqualTo("openai/gpt-4o");
        assertThat(one.modelOf(SQL)).isEqualTo("of-the-file");
    }

    private static void refused(AgentsInstance instance) {
        assertThatThrownBy(() -> instance.set(SQL, "openai/never"))
                .isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.SETTINGS_UNAVAILABLE));
    }

    private AgentsInstance instance() {
        AgentsInstance instance =
                new AgentsInstance(port, Map.of("quartermaster.agents.sql_agent.model", "of-the-file"));
        instances.add(instance);
        return instance;
    }

    private void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder().setPort(port).start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String script : List.of("V2__registry_edits.sql", "V3__agents.sql", "V27__audit_chain.sql")) {
                statement.execute(Files.readString(Path.of("src/main/resources/db/migration", script)));
            }
        }
    }
}
