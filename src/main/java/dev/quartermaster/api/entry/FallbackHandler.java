package dev.quartermaster.api.entry;

import dev.quartermaster.api.error.ErrorTranslation;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers requests that no route took, or that failed outside of any resource. */
@Singleton
class FallbackHandler {

    private final ErrorWriter errors;

    FallbackHandler(ErrorWriter errors) {
        this.errors = errors;
    }

    void notFound(RoutingContext context) {
        write(context, ErrorCode.NOT_FOUND);
    }

    void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            write(context, ErrorTranslation.code(context.statusCode()));
            return;
        }
        if (failure instanceof ForbiddenException) {
            errors.write(context, ErrorCode.FORBIDDEN, ErrorMapper.NOT_ALLOWED);
            return;
        }
        String id = RequestInfo.of(context).id();
        Log.errorf(failure, "Request %s to %s failed", id, context.normalizedPath());
        errors.write(context, ErrorCode.INTERNAL_ERROR, ErrorMapper.internal(id));
    }

    private void write(RoutingContext context, ErrorCode code) {
        String method = context.request().method().name();
        errors.write(context, code, ErrorTranslation.message(code, method, context.normalizedPath()));
    }
}
