package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.storage.LeaderElection.Role;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.DatabaseInstance;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who leads when a connection is given up that is not closed: its session must not go on leading from within the pool. */
class LeaderElectionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private EmbeddedPostgres postgres;
    private Instance one;
    private Instance other;

    private static final class Instance extends DatabaseInstance {

        private final LeaderElection leaderElection = new LeaderElection(changes, 7, Clock.systemUTC());

        private Instance(int port) {
            super(port);
            changes.onChange("anything", () -> {});
        }

        private Role claim() {
            return leaderElection.claim().await().atMost(PATIENCE);
        }

        private boolean isConnected() {
            return changes.status().state() == State.OK;
        }

        private void giveUp() {
            Uni<Void> late = changes.ask(own -> Uni.createFrom().failure(new TimeoutException()));
            late.onFailure().recoverWithNull().await().atMost(PATIENCE);
        }
    }

    @BeforeEach
    void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        one = new Instance(postgres.getPort());
        other = new Instance(postgres.getPort());
        await().atMost(PATIENCE).until(() -> one.isConnected() && other.isConnected());
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        other.close();
        postgres.close();
    }

    @Test
    void whoGivesItsConnectionUpGivesTheLeadUp() {
        assertThat(one.claim()).isEqualTo(Role.LEADS);
        assertThat(other.claim()).isEqualTo(Role.FOLLOWS);

        one.giveUp();

        assertThat(one.leaderElection.standing().role()).isEqualTo(Role.ALONE);
        await().atMost(PATIENCE).until(() -> other.claim() == Role.LEADS);
        await().atMost(PATIENCE).until(one::isConnected);
        assertThat(one.claim()).isEqualTo(Role.FOLLOWS);
    }
}
