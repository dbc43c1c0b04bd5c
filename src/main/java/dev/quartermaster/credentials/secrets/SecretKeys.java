package dev.quartermaster.credentials.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.FoundKey;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyWriteBack;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.telemetry.ServiceUp;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of AWS Secrets Manager: at start, which waits for them a little; again by age, and after a provider refused
 * one; and writes them where that is set. What was read last serves while Secrets Manager does not answer.
 */
@Singleton
public class SecretKeys implements KeyWriteBack {

    private static final String EFFECT =
            "Keys of Secrets Manager are as they were last known here; before the first time,"
                    + " those of the environment serve.";

    private static final long SHORTEST_MILLIS = 1_000;

    private final SecretsConfig config;
    private final KeyRing ring;
    private final Vertx vertx;
    private final Clock clock;
    private final @Nullable SecretsManager manager;
    private SecretVariables variables = SecretVariables.NONE;
    private volatile ComponentStatus status;
    private @Nullable Uni<Void> running;

    SecretKeys(
            SecretsConfig config,
            KeyRing ring,
            Vertx vertx,
            CredentialsCache credentials,
            ObjectMapper json,
            Clock clock) {
        this.config = config;
        this.ring = ring;
        this.vertx = vertx;
        this.clock = clock;
        boolean isSet = config.secretId().isPresent() || config.prefix().isPresent();
        this.manager = isSet ? new SecretsManager(vertx, config, credentials, json, clock) : null;
        this.status = isSet
                ? new ComponentStatus(State.UNKNOWN, clock.instant(), "not read yet", EFFECT)
                : ComponentStatus.ok(clock.instant());
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("secrets_manager", this::status);
    }

    ComponentStatus status() {
        return status;
    }

    /** A start without its keys would refuse its first requests; one without Secrets Manager goes on all the same. */
    void start(@Observes StartupEvent event) {
        if (manager == null) {
            return;
        }
        ring.onRest(this::refused);
        try {
            refresh().subscribeAsCompletionStage().get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            Log.debug("The start goes on without the keys of Secrets Manager");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** By a timer of Vert.x: on Lambda nothing is scheduled, and one that is overdue fires when the function wakes. */
    void up(@Observes ServiceUp event) {
        if (manager != null) {
            vertx.setPeriodic(Math.max(SHORTEST_MILLIS, config.refresh().toMillis()), any -> again());
        }
    }

    @PreDestroy
    void close() {
        if (manager != null) {
            manager.close();
        }
    }

    private void refused(FoundKey key) {
        if (key.origin() == KeyOrigin.SECRETS_MANAGER) {
            again();
        }
    }

    @Override
    public void changed() {
        if (manager != null && config.writeBack()) {
            again();
        }
    }

    private void again() {
        refresh().subscribe().with(done -> {});
    }

    /** Reads the secrets, once for all who ask at the same time. Never fails. */
    synchronized Uni<Void> refresh() {
        SecretsManager asked = manager;
        if (asked == null) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> now = running;
        if (now == null) {
            now = object(asked)
                    .chain(() -> single(asked))
                    .invoke(this::succeeded)
                    .onFailure()
                    .invoke(this::failed)
                    .onFailure()
                    .recoverWithNull()
                    .onTermination()
                    .invoke(this::finished)
                    .memoize()
                    .indefinitely();
            running = now;
        }
        return now;
    }

    private synchronized void finished() {
        running = null;
    }

    private Uni<Void> object(SecretsManager asked) {
        return config.secretId()
                .map(id -> asked.object(id)
                        .invoke(secret -> apply(id, SecretVariables.texts(secret)))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> single(SecretsManager asked) {
        return config.prefix()
                .map(prefix -> asked.startingWith(prefix)
                        .invoke(fields -> apply(prefix + "*", fields))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private synchronized void apply(String source, Map<String, String> fields) {
        variables = variables.with(source, fields, clock.instant());
        ring.ofSecretsManager(variables);
    }

    private void succeeded() {
        if (status.state() != State.OK) {
            status = ComponentStatus.ok(clock.instant());
        }
    }

    private void failed(Throwable cause) {
        String why = problem(cause);
        boolean news = status.state() != State.DEGRADED;
        status = ComponentStatus.degraded(news ? clock.instant() : status.since(), why, EFFECT);
        if (news) {
            Log.warnf("AWS Secrets Manager could not be read: %s. %s", why, EFFECT);
        }
    }

    private static String problem(Throwable cause) {
        boolean isShown = cause instanceof SecretsManager.CallFailed || cause instanceof AwsCredentials.Unavailable;
        return isShown
                ? String.valueOf(cause.getMessage())
                : "no answer (" + cause.getClass().getSimpleName() + ")";
    }

    @Override
    public Duration longest() {
        return config.writeBack() ? config.timeout().multipliedBy(2) : Duration.ZERO;
    }

    @Override
    public Uni<Void> put(ProviderId provider, int slot, Credential credential) {
        return write(secret -> SecretVariables.put(secret, provider, slot, credential));
    }

    @Override
    public Uni<Void> remove(ProviderId provider, int slot, CredentialKind kind) {
        return write(secret -> SecretVariables.remove(secret, provider, slot, kind));
    }

    /** Under the lock of the change that it belongs to, so that no two instances write at the same time. */
    private Uni<Void> write(Consumer<ObjectNode> change) {
        SecretsManager asked = manager;
        if (!config.writeBack()) {
            return Uni.createFrom().voidItem();
        }
        if (asked == null || config.secretId().isEmpty()) {
            return Uni.createFrom()
                    .failure(new QuartermasterException(
                            ErrorCode.CONFLICT,
                            "Nothing was stored: quartermaster.secrets.aws.write-back needs"
                                    + " quartermaster.secrets.aws.secret-id."));
        }
        String id = config.secretId().get();
        return asked.object(id)
                .invoke(change)
                .call(secret -> asked.replace(id, secret))
                .invoke(secret -> apply(id, SecretVariables.texts(secret)))
                .onFailure()
                .transform(cause -> new QuartermasterException(
                        ErrorCode.UPSTREAM_ERROR,
                        "Nothing was stored: AWS Secrets Manager could not be written: " + problem(cause) + "."))
                .replaceWithVoid();
    }
}
