package dev.quartermaster.api.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.quartermaster.api.error.ErrorBody;
import dev.quartermaster.api.error.ErrorTranslation;
import dev.quartermaster.api.error.RetryAdvice;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.quarkus.logging.Log;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that a resource throws into an error response in the caller's dialect. */
class ErrorMapper {

    static final String NOT_ALLOWED = "The role of this key does not allow this.";

    @ServerExceptionMapper
    Response ours(QuartermasterException error, RoutingContext context) {
        return render(error, context);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException error, RoutingContext context) {
        Response original = error.getResponse();
        if (original.getStatus() < 400 || original.hasEntity()) {
            return original;
        }
        if (original.getStatus() >= 500) {
            return unexpected(error, context);
        }
        QuartermasterException ours =
                ErrorTranslation.http(error, context.request().method().name(), context.normalizedPath());
        Response rendered = render(ours, context);
        return ours.code() == ErrorCode.METHOD_NOT_ALLOWED ? withAllow(rendered, context) : rendered;
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException error, RoutingContext context) {
        return render(ErrorTranslation.malformed(error), context);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException error, RoutingContext context) {
        return render(ErrorTranslation.invalid(error), context);
    }

    /** A role that does not suffice. That there is no caller at all is told before any resource. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException error, RoutingContext context) {
        return render(new QuartermasterException(ErrorCode.FORBIDDEN, NOT_ALLOWED), context);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable error, RoutingContext context) {
        String id = RequestInfo.of(context).id();
        Log.errorf(error, "Request %s to %s failed", id, context.normalizedPath());
        return render(new QuartermasterException(ErrorCode.INTERNAL_ERROR, internal(id)), context);
    }

    /** The message of a defect of ours: nothing but where to find it in the log. */
    static String internal(@Nullable String requestId) {
        return "Something failed here that should not have. The log has it under request id " + requestId + ".";
    }

    private static Response withAllow(Response refusal, RoutingContext context) {
        return Response.fromResponse(refusal)
                .header(HttpHeaders.ALLOW, AllowedMethods.at(context.normalizedPath()))
                .build();
    }

    private static Response render(QuartermasterException error, RoutingContext context) {
        String id = RequestInfo.of(context).id();
        ErrorBody body = ErrorBody.render(context.normalizedPath(), error, id);
        Response.ResponseBuilder response =
                Response.status(error.code().status()).type(body.contentType()).entity(body.content());
        RetryAdvice.headers(error).forEach(response::header);
        return response.build();
    }
}
