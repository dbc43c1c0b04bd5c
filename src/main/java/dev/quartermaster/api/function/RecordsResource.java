package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.BookedRecords;
import dev.quartermaster.history.History;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Books the records that a subscription of CloudWatch finds in the function's log. */
@Path("/internal/records")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RecordsResource {

    private final History history;
    private final ObjectMapper json;

    RecordsResource(History history, ObjectMapper json) {
        this.history = history;
        this.json = json;
    }

    @RolesAllowed(Roles.EVENT)
    @POST
    @Operation(hidden = true)
    public Uni<BookedRecords> book(byte[] event) {
        return history.book(SubscribedLines.of(json, event))
                .invoke(this::tell)
                .onFailure()
                .transform(failure -> {
                    Log.warnf("Late records could not be booked: %s", failure.getMessage());
                    return new QuartermasterException(
                            ErrorCode.HISTORY_UNAVAILABLE, "The records could not be booked: " + failure.getMessage());
                });
    }

    private void tell(BookedRecords result) {
        if (result.rejected() + result.unreadable() > 0) {
            Log.errorf(
                    "Of late records %d were booked, %d rejected by the database, and %d lines were no whole record",
                    result.booked(), result.rejected(), result.unreadable());
        }
    }
}
