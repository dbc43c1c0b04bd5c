package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.testing.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentRefreshTest {

    private final Clock clock = Clock.systemUTC();
    private final DatabaseState database = new DatabaseState(clock);
    private final AgentProfiles profiles = Profiles.unset();

    @Test
    void theFilesServeAsSoonAsTheDatabaseIsKnownToBeAway() {
        ChangeFeed feed = new ChangeFeed(null, database, Settings.of(StorageConfig.class, Map.of()), clock) {
            @Override
            public void onChange(String channel, Runnable changed) {
                // Nobody tells of changes while the database is away.
            }
        };
        new AgentRefresh(profiles, null, feed, database, clock).start(null);
        assertThat(profiles.firstRead()).isNotDone();

        database.down(new IOException("refused"));

        assertThat(profiles.firstRead()).isDone();
    }
}
