package dev.quartermaster.registry.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditFilter;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances of the registry over one database, which comes and goes. */
class InstancesTest {

    private static final Author ME = new Author("me", "test");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelKey NEW = new ModelKey(ProviderId.OPENAI, "new");

    private final List<RegistryInstance> instances = new ArrayList<>();
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
        instances.forEach(RegistryInstance::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void withoutADatabaseTheFileServesAndEditsAreRefused() throws Exception {
        RegistryInstance alone = instance();

        await().until(() -> alone.database.problem() != null);
        assertThat(alone.registry.snapshot().models()).isNotEmpty();
        assertThat(alone.feed.status().state()).isNotEqualTo(State.OK);
        refused(ErrorCode.REGISTRY_UNAVAILABLE, () -> alone.apply(create(), ME));

        startDatabase();
        await().atMost(Duration.ofMinutes(1)).until(() -> alone.feed.status().state() == State.OK);
        alone.apply(create(), ME);
        assertThat(alone.registry.snapshot().find(NEW)).isPresent();
    }

    @Test
    void everyInstanceSeesAChangeAtOnceAndAfterARestart() throws Exception {
        startDatabase();
        RegistryInstance one = instance();
        RegistryInstance other = instance();
        await().atMost(Duration.ofMinutes(1)).until(() -> one.isCurrent() && other.isCurrent());

        one.apply(create(), ME);

        assertThat(one.registry.snapshot().find(NEW)).isPresent();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> other.registry.snapshot().find(NEW).isPresent());
        assertThat(other.registry.snapshot().version())
                .isEqualTo(one.registry.snapshot().version());
        RegistryInstance restarted = instance();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> restarted.registry.snapshot().find(NEW).isPresent());

        // Its connection is cut: what happens meanwhile is read when it has a new one.
        cutConnections();
        one.applyPatiently(List.of(Edit.delete(NEW, Expectation.ANYTHING)), ME);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> other.registry.snapshot().find(NEW).isEmpty());
        assertThat(other.audit
                        .list(new AuditFilter("model", NEW.toString(), "me", null, null, null, null, null), 10)
                        .await()
                        .atMost(Duration.ofMinutes(1)))
                .extracting(entry -> entry.action())
                .containsExactly("delete", "create");
    }

    @Test
    void ofManyWhoChangeTheSameEntryAtOnceOneWins() throws Exception {
        startDatabase();
        RegistryInstance one = instance();
        RegistryInstance other = instance();
        await().atMost(Duration.ofMinutes(1)).until(() -> one.isCurrent() && other.isCurrent());
        one.apply(create(), ME);
        String tag = EntryTag.of(one.registry.snapshot().entry(NEW).orElseThrow());

        List<CompletableFuture<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ObjectNode patch = JSON.createObjectNode().put("note", "by " + i);
            RegistryInstance editor = i % 2 == 0 ? one : other;
            outcomes.add(editor.editor
                    .apply(List.of(Edit.merge(NEW, patch, Expectation.tag(tag))), ME)
                    .map(changes -> "won")
                    .onFailure(QuartermasterException.class)
                    .recoverWithItem(e -> e.code().wire())
                    .subscribeAsCompletionStage());
        }

        assertThat(outcomes.stream().map(CompletableFuture::join))
                .containsOnly("won", "precondition_failed")
                .containsOnlyOnce("won");
    }

    @Test
    void editsOfAFileNeedNoDatabaseButLeaveARowWhereThereIsOne(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("models.json"), "{\"models\":[]}");
        RegistryInstance keeper = instance(file);

        keeper.apply(create(), ME);
        assertThat(instance(file).registry.snapshot().find(NEW)).isPresent();
        assertThat(keeper.isCurrent()).isTrue();

        startDatabase();
        keeper.apply(List.of(Edit.delete(NEW, Expectation.PRESENT)), ME);
        assertThat(Files.readString(file)).doesNotContain("new");
        assertThat(keeper.audit
                        .list(new AuditFilter("model", null, null, "test", null, null, null, null), 10)
                        .await()
                        .atMost(Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.action()).isEqualTo("delete");
                    assertThat(row.before()).contains("\"id\":\"new\"");
                    assertThat(row.after()).isNull();
                });
    }

    private void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder().setPort(port).start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String script : List.of("V2__registry_edits.sql", "V27__audit_chain.sql")) {
                statement.execute(Files.readString(Path.of("src/main/resources/db/migration", script)));
            }
        }
    }

    private void cutConnections() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }

    private RegistryInstance instance() {
        return instance(null);
    }

    private RegistryInstance instance(Path file) {
        RegistryInstance instance = new RegistryInstance(port, file);
        instances.add(instance);
        return instance;
    }

    private static List<Edit> create() {
        ObjectNode entry = JSON.createObjectNode();
        entry.putObject("pricing").put("input_per_1m", 1).put("output_per_1m", 2);
        return List.of(Edit.put(NEW, entry, Expectation.ABSENT));
    }

    private static void refused(ErrorCode code, Runnable edit) {
        assertThatThrownBy(edit::run).satisfies(e -> {
            Throwable cause = e instanceof CompletionException ? e.getCause() : e;
            assertThat(Optional.of(cause)
                            .filter(QuartermasterException.class::isInstance)
                            .map(ours -> ((QuartermasterException) ours).code()))
                    .contains(code);
        });
    }
}
