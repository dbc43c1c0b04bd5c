package dev.quartermaster.api.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.telemetry.ScheduledJob;
import dev.quartermaster.telemetry.StructuredLog;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Does a job that a server's scheduler would do by itself. */
@Path("/internal/jobs")
@Produces(MediaType.APPLICATION_JSON)
class JobsResource {

    private final Map<String, ScheduledJob> jobs;
    private final StructuredLog log;

    JobsResource(@All List<ScheduledJob> jobs, ObjectMapper json) {
        this.jobs = jobs.stream()
                .collect(Collectors.toMap(
                        ScheduledJob::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("two jobs are called " + one.name());
                        },
                        TreeMap::new));
        this.log = new StructuredLog(json.getFactory(), () -> System.out);
    }

    /**
     * Result of a job.
     *
     * @param error why it could not be done; null when it was done
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobResult(
            String job,
            String status,
            double seconds,
            @Nullable String error) {}

    @RolesAllowed(Roles.EVENT)
    @POST
    @Path("/{name}")
    @Operation(hidden = true)
    public Uni<Response> run(@PathParam("name") String name) {
        ScheduledJob job = jobs.get(name);
        if (job == null) {
            throw new QuartermasterException(
                    ErrorCode.NOT_FOUND,
                    "There is no job '" + name + "'. There are: " + String.join(", ", jobs.keySet()) + ".");
        }
        long start = System.nanoTime();
        return Uni.createFrom()
                .deferred(job::run)
                .map(done -> Response.ok(new JobResult(name, "done", since(start), null))
                        .build())
                .onFailure()
                .recoverWithItem(failure -> failed(name, since(start), failure));
    }

    private Response failed(String name, double seconds, Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        Log.errorf(failure, "Job %s failed", name);
        log.write(line -> {
            line.writeStartObject();
            line.writeStringField("quartermaster", "job_failed");
            line.writeStringField("job", name);
            line.writeStringField("error", why);
            line.writeEndObject();
        });
        return Response.serverError()
                .entity(new JobResult(name, "failed", seconds, why))
                .build();
    }

    private static double since(long start) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return millis / 1e3;
    }
}
