package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseStateTest {

    private final DatabaseState database = new DatabaseState(Clock.systemUTC());

    @Test
    void tellsItsListenersEachTimeItCannotBeReached() {
        AtomicInteger told = new AtomicInteger();
        database.onDown(told::incrementAndGet);

        database.up();
        assertThat(told).hasValue(0);

        database.down(new IOException("refused"));
        database.down(new IOException("refused"));

        assertThat(told).hasValue(2);
        assertThat(database.isUp()).isFalse();
        assertThat(database.problem()).isEqualTo("refused");
    }

    /** Whoever waits for the schema goes on at once, and does not look for it now and then. */
    @Test
    void tellsWhenTheSchemaIsThere() {
        AtomicInteger told = new AtomicInteger();
        database.onMigrated(told::incrementAndGet);
        assertThat(told).hasValue(0);

        database.migrated();
        database.migrated();
        database.onMigrated(told::incrementAndGet);

        assertThat(told).hasValue(2);
        assertThat(database.isMigrated()).isTrue();
    }
}
