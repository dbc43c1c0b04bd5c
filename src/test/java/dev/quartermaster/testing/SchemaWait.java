package dev.quartermaster.testing;

import static org.awaitility.Awaitility.await;

import dev.quartermaster.storage.DatabaseState;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Begins each test of a service in this process when its schema is there: the service migrates behind its start, and whichever
 * test comes first would meet a database that is not ready. Found by the service loader.
 */
public final class SchemaWait implements QuarkusTestBeforeEachCallback {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        ArcContainer service = Arc.container();
        if (service != null && hasDatabase()) {
            DatabaseState database = service.instance(DatabaseState.class).get();
            await("schema").atMost(LONGEST).until(() -> database.isMigrated() && database.isUp());
        }
    }

    private static boolean hasDatabase() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.datasource.reactive.url", String.class)
                .filter(WithoutDatabase.URL::equals)
                .isEmpty();
    }
}
