package dev.quartermaster.auth.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes, rotates and revokes keys. A change is checked against the database's current state, under a lock. When it
 * returns it is effective here; elsewhere within moments.
 */
@Singleton
public class KeyEditor {

    /** Most keys at once, of all states: each instance has them all in memory. */
    private static final int MOST = 10_000;

    private final KeyRepository keys;
    private final KeyRefresh refresh;
    private final Peppers peppers;
    private final ObjectMapper json;
    private final Clock clock;
    private final RandomGenerator secure;

    @Inject
    KeyEditor(KeyRepository keys, KeyRefresh refresh, Peppers peppers, ObjectMapper json, Clock clock) {
        this(keys, refresh, peppers, json, clock, new SecureRandom());
    }

    KeyEditor(
            KeyRepository keys,
            KeyRefresh refresh,
            Peppers peppers,
            ObjectMapper json,
            Clock clock,
            RandomGenerator secure) {
        this.keys = keys;
        this.refresh = refresh;
        this.peppers = peppers;
        this.json = json;
        this.clock = clock;
        this.secure = secure;
    }

    /** A key with its secret, which nobody will be told again. */
    public record Issued(CallerKey key, String secret) {

        /** Never the secret. */
        @Override
        public String toString() {
            return "Issued[" + key.id() + "]";
        }
    }

    /** Makes a key. Fails with {@code settings_unavailable} without a database, {@code conflict} without a pepper. */
    public Uni<Issued> create(KeySettings settings, Author author) {
        int pepper = pepper();
        KeyText text = KeyText.random(secure);
        return keys.change(
                transaction -> transaction.all().chain(all -> {
                    if (all.size() >= MOST) {
                        throw new QuartermasterException(
                                ErrorCode.CONFLICT, "There are " + MOST + " keys already, and no more can be kept.");
                    }
                    CallerKeyEntity row = new CallerKeyEntity();
                    row.id = text.id();
                    row.createdAt = clock.instant();
                    row.createdBy = author.who();
                    row.settings(settings);
                    secret(row, pepper, text);
                    return keep(transaction, row, null, "create", author).map(key -> new Issued(key, text.whole()));
                }),
                refresh::now);
    }

    /**
     * Changes what is set of a key; what the step throws reaches the caller.
     *
     * @param expected the revision it is to be made of; null for any
     */
    public Uni<CallerKey> change(String id, @Nullable Long expected, UnaryOperator<KeySettings> step, Author author) {
        return edit(id, expected, (transaction, row) -> {
            KeySettings before = row.settings();
            KeySettings after = step.apply(before);
            if (before.equals(after)) {
                return Uni.createFrom().item(CallerKey.of(row));
            }
            requireNotRevoked(row);
            String was = text(row);
            row.settings(after);
            return keep(transaction, row, was, "update", author);
        });
    }

    /** Revokes a key for good; again changes nothing. */
    public Uni<CallerKey> revoke(String id, @Nullable Long expected, Author author) {
        return edit(id, expected, (transaction, row) -> {
            if (row.revokedAt != null) {
                return Uni.createFrom().item(CallerKey.of(row));
            }
            String was = text(row);
            row.revokedAt = clock.instant();
            return keep(transaction, row, was, "delete", author);
        });
    }

    /**
     * Gives a key a new secret.
     *
     * @param overlap for how long the one before stays valid
     */
    public Uni<Issued> rotate(String id, @Nullable Long expected, Duration overlap, Author author) {
        int pepper = pepper();
        KeyText text = KeyText.random(id, secure);
        return edit(id, expected, (transaction, row) -> {
                    requireNotRevoked(row);
                    String was = text(row);
                    row.formerHash = row.secretHash;
                    row.formerPepper = row.secretPepper;
                    row.formerUntil = clock.instant().plus(overlap);
                    secret(row, pepper, text);
                    return keep(transaction, row, was, "rotate", author);
                })
                .map(key -> new Issued(key, text.whole()));
    }

    private interface Edit {
        Uni<CallerKey> make(KeyRepository.Transaction transaction, CallerKeyEntity row);
    }

    private Uni<CallerKey> edit(String id, @Nullable Long expected, Edit edit) {
        return keys.change(
                transaction -> keys.one(transaction, id).chain(found -> {
                    CallerKeyEntity row = found.orElseThrow(() -> unknown(id));
                    if (expected != null && expected != row.revision) {
                        throw new QuartermasterException(
                                ErrorCode.PRECONDITION_FAILED,
                                "Key " + id + " is at revision " + row.revision + " now, not " + expected + ".");
                    }
                    return edit.make(transaction, row);
                }),
                refresh::now);
    }

    /** The error about a key that there is not. */
    public static QuartermasterException unknown(String id) {
        return new QuartermasterException(ErrorCode.NOT_FOUND, "There is no key '" + id + "'.");
    }

    private static void requireNotRevoked(CallerKeyEntity row) {
        if (row.revokedAt != null) {
            throw new QuartermasterException(
                    ErrorCode.CONFLICT, "Key " + row.id + " is revoked, which is for good; make a new one.");
        }
    }

    private Uni<CallerKey> keep(
            KeyRepository.Transaction transaction,
            CallerKeyEntity row,
            @Nullable String before,
            String action,
            Author author) {
        row.revision++;
        row.updatedAt = clock.instant();
        return keys.put(transaction, row, AuditEntry.of(author, action, "key", row.id, before, text(row)))
                .replaceWith(() -> CallerKey.of(row));
    }

    private int pepper() {
        return Objects.requireNonNullElseGet(peppers.newest(), () -> {
            throw new QuartermasterException(
                    ErrorCode.CONFLICT,
                    "Keys cannot be made: set QUARTERMASTER_KEY_PEPPER (at least 32 random characters) or"
                            + " QUARTERMASTER_MASTER_KEY, the same on every instance.");
        });
    }

    private void secret(CallerKeyEntity row, int pepper, KeyText text) {
        row.secretHash = peppers.hash(pepper, text);
        row.secretPepper = pepper;
        row.secretMadeAt = clock.instant();
    }

    /** For the audit trail, without hashes. */
    private String text(CallerKeyEntity row) {
        KeySettings settings = row.settings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", settings.name());
        fields.put("note", settings.note());
        fields.put("role", settings.role().name().toLowerCase(Locale.ROOT));
        fields.put("models", settings.models());
        fields.put("agent_types", settings.agentTypes());
        fields.put("requests_per_minute", settings.requestsPerMinute());
        fields.put("tokens_per_minute", settings.tokensPerMinute());
        fields.put("tenant", settings.tenant());
        fields.put("expires_at", text(settings.expiresAt()));
        fields.put("secret_made_at", text(row.secretMadeAt));
        fields.put("former_secret_until", text(row.formerUntil));
        fields.put("revoked_at", text(row.revokedAt));
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a key can always be written", e);
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
