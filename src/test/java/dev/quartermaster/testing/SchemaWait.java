package dev.quartermaster.testing;

import dev.quartermaster.storage.DatabaseState;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Begins each test of a service in this process when its schema is there: the service migrates behind its start, and whichever
 * test comes first would meet a database that is not ready. Found by the service loader.
 */
public final class SchemaWait implements QuarkusTestBeforeEachCallback {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Where it did not come once, no further test waits for it. */
    private static volatile boolean missing;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        ArcContainer service = Arc.container();
        if (service != null && hasDatabase()) {
            DatabaseState database = service.instance(DatabaseState.class).get();
            if (!isReady(database)) {
                await(database);
            }
        }
    }

    private static boolean isReady(DatabaseState database) {
        return database.isMigrated() && database.isUp();
    }

    private static void await(DatabaseState database) {
        try {
            Awaitility.await().atMost(missing ? Duration.ofSeconds(1) : LONGEST).until(() -> isReady(database));
        } catch (ConditionTimeoutException late) {
            missing = true;
            throw new AssertionError("the schema is not there: " + database.problem(), late);
        }
    }

    private static boolean hasDatabase() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.datasource.reactive.url", String.class)
                .filter(WithoutDatabase.URL::equals)
                .isEmpty();
    }
}
