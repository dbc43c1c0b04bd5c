package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.fetch.ControlPlaneFailure.ControlPlaneBusy;
import java.util.Set;

/** Classifies error responses of the control plane by status and error code, never by the message. */
final class ControlPlaneErrors {

    private static final Set<String> NOT_ENABLED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "InvalidClientTokenId",
            "OptInRequired",
            "UnrecognizedClientException");

    private static final Set<String> THROTTLED =
            Set.of("Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded");

    private ControlPlaneErrors() {}

    /** @param errorType the value of {@code x-amzn-errortype}; null when the answer has none */
    static ControlPlaneFailure of(int status, String errorType) {
        String code = code(errorType);
        String message = code.isEmpty() ? "status " + status : code + " (status " + status + ")";
        if (status == 429 || status == 408 || status >= 500 || THROTTLED.contains(code)) {
            return new ControlPlaneBusy(message);
        }
        boolean silentRefusal = code.isEmpty() && (status == 401 || status == 403);
        return silentRefusal || NOT_ENABLED.contains(code)
                ? ControlPlaneFailure.notEnabled(message)
                : ControlPlaneFailure.failed(message);
    }

    /** {@code AccessDeniedException:http://…} and {@code com.amazon#AccessDeniedException} both name the middle part. */
    private static String code(String errorType) {
        if (errorType == null) {
            return "";
        }
        String bare = errorType.substring(errorType.indexOf('#') + 1);
        int colon = bare.indexOf(':');
        return (colon < 0 ? bare : bare.substring(0, colon)).strip().replaceAll("[^A-Za-z0-9_.]", "");
    }
}
