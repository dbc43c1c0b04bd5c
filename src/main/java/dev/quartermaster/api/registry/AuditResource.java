package dev.quartermaster.api.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Page;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.AuditVerification;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves the audit log of changes. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final AuditRepository audit;
    private final ObjectReader json;

    AuditResource(AuditRepository audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * @param who the id of the caller's key
     * @param source by which way it came: {@code api}, {@code import} …
     * @param before null where there was nothing
     * @param after null where there is nothing any more
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Change(
            long id,
            @Nullable Instant time,
            String who,
            String source,
            @Nullable String action,
            String subjectKind,
            @Nullable String subjectId,

            @Schema(implementation = Map.class, nullable = true) @Nullable JsonNode before,

            @Schema(implementation = Map.class, nullable = true) @Nullable JsonNode after) {}

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Changes that were made, the newest first",
            description =
                    "Filters: subject_kind (model), subject_id (provider/id), who, source, action (create, update,"
                            + " delete, probe …), from and to (RFC 3339).")
    public Uni<Page<Change>> changes(@BeanParam AuditQuery query) {
        int limit = Page.limit(query.limit());
        return audit.list(query.filter(), limit + 1)
                .onFailure(DatabaseAway.class)
                .transform(AuditResource::unavailable)
                .map(rows -> Page.of(rows, limit, this::change, AuditQuery::cursor));
    }

    /**
     * @param intact whether all entries of the chain are as they were made
     * @param entries that were found to be so, from the beginning of the chain on
     * @param begins id of the last entry that was made before there was a chain; 0 for none
     * @param lastId id of the last entry that was found intact
     * @param hash of that entry: kept elsewhere, it proves later that nothing up to it was changed
     * @param broken where the chain does not hold first; null where it holds
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditVerification")
    record Verification(
            boolean intact,
            long entries,
            long begins,
            long lastId,
            String hash,
            @Schema(nullable = true) @Nullable Broken broken) {

        static Verification of(AuditVerification found) {
            AuditVerification.Break broken = found.broken();
            return new Verification(
                    broken == null,
                    found.entries(),
                    found.begins(),
                    found.lastId(),
                    found.hash(),
                    broken == null ? null : new Broken(broken.id(), broken.reason()));
        }
    }

    /** @param id of the entry where it shows; null where none is left */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditBreak")
    record Broken(@Schema(nullable = true) @Nullable Long id, String reason) {}

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/verification")
    @Operation(
            summary = "Whether the audit trail is as it was written",
            description =
                    "Each entry holds the SHA-256 of its content and of the entry before it. Reads the whole trail; an"
                            + " entry that was changed, removed, added or moved is found, and the first place is named.")
    public Uni<Verification> verification() {
        return audit.verify()
                .onFailure(DatabaseAway.class)
                .transform(AuditResource::unavailable)
                .map(Verification::of);
    }

    private Change change(AuditEntry entry) {
        return new Change(
                Objects.requireNonNull(entry.id()),
                entry.time(),
                entry.author().who(),
                entry.author().source(),
                entry.action(),
                entry.subjectKind(),
                entry.subjectId(),
                tree(entry.before()),
                tree(entry.after()));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps JSON only", e);
        }
    }

    private static QuartermasterException unavailable(Throwable away) {
        return new QuartermasterException(
                ErrorCode.HISTORY_UNAVAILABLE, "The audit trail is not available now.", null, TRY_AGAIN);
    }
}
