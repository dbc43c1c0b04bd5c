package dev.quartermaster.health;

import static dev.quartermaster.storage.LeaderElection.Role.ALONE;
import static dev.quartermaster.storage.LeaderElection.Role.FOLLOWS;
import static dev.quartermaster.storage.LeaderElection.Role.LEADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.LeaderElection.Role;
import dev.quartermaster.testing.MutableClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances over one database, which comes and goes. A round stands for the tick of an interval. */
class FleetProberTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static EmbeddedPostgres postgres;

    private static final ProviderId ONE = ProviderId.OPENAI;
    private static final ProviderId OTHER = ProviderId.ANTHROPIC;

    private final MutableClock clock = new MutableClock("2026-07-01T10:00:00Z");
    private final Set<ProviderId> silent = ConcurrentHashMap.newKeySet();
    private final List<FleetInstance> instances = new ArrayList<>();
    private int port;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void withTheDatabase() {
        port = postgres.getPort();
    }

    @AfterEach
    void stop() {
        instances.forEach(FleetInstance::close);
    }

    @Test
    void oneProbesForAllAndTheBoardsOfTheOthersFollow() {
        List<FleetInstance> fleet = fleetOfThree();
        silent.add(OTHER);
        for (int failures = 1; failures <= 3; failures++) {
            tick();
            assertThat(fleet)
                    .extracting(each -> each.board.report(OTHER).failures())
                    .containsOnly(failures);
        }
        assertThat(fleet).extracting(each -> each.state(OTHER)).containsOnly(HealthState.UNAVAILABLE);
        assertThat(fleet).extracting(each -> each.state(ONE)).containsOnly(HealthState.HEALTHY);
        assertThat(fleet).extracting(FleetInstance::role).containsExactly(LEADS, FOLLOWS, FOLLOWS);
        assertThat(probes()).containsExactly(6, 0, 0);

        tick();
        assertThat(probes()).as("its pause is kept by all").containsExactly(7, 0, 0);

        silent.clear();
        tick();
        assertThat(fleet).extracting(each -> each.state(OTHER)).containsOnly(HealthState.HEALTHY);
        assertThat(probes()).containsExactly(9, 0, 0);
    }

    @Test
    void whenTheProberLosesItsConnectionItKnowsAndAnotherTakesOverAtItsNextTick() throws Exception {
        List<FleetInstance> fleet = fleetOfThree();
        FleetInstance first = fleet.get(0);
        assertThat(roundOfAll()).containsExactly(LEADS, FOLLOWS, FOLLOWS);

        killTheHolder();

        await().atMost(PATIENCE).until(() -> first.role() == ALONE);
        await().atMost(PATIENCE).until(first::isConnected);
        clock.advance(INTERVAL);
        assertThat(fleet.get(1).round()).isEqualTo(LEADS);
        assertThat(roundOfAll()).as("never two at a time").containsExactly(FOLLOWS, LEADS, FOLLOWS);
        assertThat(holders()).isEqualTo(1);
        assertThat(probes()).containsExactly(2, 2, 0);
    }

    @Test
    void whenTheProberStopsAnotherTakesOver() throws Exception {
        List<FleetInstance> fleet = fleetOfThree();
        roundOfAll();

        instances.remove(0).close();

        clock.advance(INTERVAL);
        await().atMost(PATIENCE).until(() -> fleet.get(2).round() == LEADS);
        assertThat(roundOfAll()).containsExactly(FOLLOWS, LEADS);
    }

    @Test
    void withoutADatabaseEachProbesForItself() throws Exception {
        port = aFreePort();
        FleetInstance one = instance(OTHER, ONE);
        FleetInstance other = instance(OTHER, ONE);
        assertThat(roundOfAll()).containsExactly(ALONE, ALONE);
        assertThat(probes()).containsExactly(2, 2);

        try (EmbeddedPostgres late = EmbeddedPostgres.builder().setPort(port).start()) {
            assertThat(late.getPort()).isEqualTo(port);
            await().atMost(PATIENCE).until(() -> one.isConnected() && other.isConnected());
            clock.advance(INTERVAL);
            assertThat(roundOfAll()).containsExactly(LEADS, FOLLOWS);
            assertThat(probes()).containsExactly(4, 2);
        }

        await().atMost(PATIENCE).until(() -> one.role() == ALONE && other.role() == ALONE);
        clock.advance(INTERVAL);
        assertThat(roundOfAll()).containsExactly(ALONE, ALONE);
        assertThat(probes()).containsExactly(6, 4);
    }

    @Test
    void whatTheProberCannotUseIsProbedByWhoCanAfterTwoIntervals() throws Exception {
        FleetInstance first = instance(ONE);
        FleetInstance second = instance(OTHER, ONE);
        await().atMost(PATIENCE).until(() -> first.isConnected() && second.isConnected());

        tick();
        tick();
        assertThat(second.probes).hasValue(0);
        roundOfAll();

        assertThat(second.state(OTHER)).isEqualTo(HealthState.HEALTHY);
        assertThat(second.probes).hasValue(1);
    }

    /** A round of all; what is said of the one provider, that always answers, comes last and is heard by all. */
    private void tick() {
        roundOfAll();
        await().atMost(PATIENCE)
                .until(() -> instances.stream().noneMatch(each -> each.board.needsProbe(ONE, Duration.ofMillis(1))));
        clock.advance(INTERVAL);
    }

    private List<Role> roundOfAll() {
        return instances.stream().map(FleetInstance::round).toList();
    }

    private List<Integer> probes() {
        return instances.stream().map(instance -> instance.probes.get()).toList();
    }

    private List<FleetInstance> fleetOfThree() {
        List<FleetInstance> fleet = List.of(instance(OTHER, ONE), instance(OTHER, ONE), instance(OTHER, ONE));
        await().atMost(PATIENCE).until(() -> fleet.stream().allMatch(FleetInstance::isConnected));
        return fleet;
    }

    private FleetInstance instance(ProviderId... usable) {
        FleetInstance instance = new FleetInstance(port, List.of(usable), silent, INTERVAL, clock);
        instances.add(instance);
        return instance;
    }

    private static int aFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void killTheHolder() throws SQLException {
        ask("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'");
    }

    private long holders() throws SQLException {
        return ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }

    private long ask(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
