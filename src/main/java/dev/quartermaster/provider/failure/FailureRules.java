package dev.quartermaster.provider.failure;

import static dev.quartermaster.domain.FailureKind.AUTHENTICATION;
import static dev.quartermaster.domain.FailureKind.CONTENT_POLICY;
import static dev.quartermaster.domain.FailureKind.CONTEXT_WINDOW;
import static dev.quartermaster.domain.FailureKind.ERROR;
import static dev.quartermaster.domain.FailureKind.INVALID_REQUEST;
import static dev.quartermaster.domain.FailureKind.RATE_LIMITED;
import static dev.quartermaster.domain.FailureKind.TIMEOUT;
import static dev.quartermaster.domain.FailureKind.UNAVAILABLE;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.provider.failure.FailureTable.Rule;
import dev.quartermaster.provider.failure.FailureTable.Verdict;
import java.util.List;

/** The rules that hold unless configuration says otherwise. The codes of all providers share one name space. */
final class FailureRules {

    private static final int INSIDE_SUCCESS = 200;

    static final List<Rule> ALL = List.of(
            // The account's money or quota is used up: waiting a minute does not help.
            permanent("insufficient_quota", RATE_LIMITED),
            permanent("enforced_spend_limit_reached", RATE_LIMITED),
            permanent("billing_hard_limit_reached", RATE_LIMITED),
            permanent("billing_not_active", RATE_LIMITED),
            permanent("billing_error", RATE_LIMITED),
            permanent("ServiceQuotaExceededException", RATE_LIMITED),
            permanent("daily_quota", RATE_LIMITED),
            ofModel("daily_quota_of_model", RATE_LIMITED),
            // The request is at fault.
            permanent("context_length_exceeded", CONTEXT_WINDOW),
            permanent("exceed_context_size_error", CONTEXT_WINDOW),
            permanent("content_filter", CONTENT_POLICY),
            permanent("content_policy_violation", CONTENT_POLICY),
            permanent("image_content_policy_violation", CONTENT_POLICY),
            permanent("invalid_prompt", CONTENT_POLICY),
            permanent("model_not_found", UNAVAILABLE),
            permanent("not_found_error", UNAVAILABLE),
            permanent("ResourceNotFoundException", UNAVAILABLE),
            // The key is at fault, whatever the status says.
            permanent("invalid_api_key", AUTHENTICATION),
            permanent("account_deactivated", AUTHENTICATION),
            permanent("authentication_error", AUTHENTICATION),
            permanent("API_KEY_INVALID", AUTHENTICATION),
            permanent("API_KEY_EXPIRED", AUTHENTICATION),
            permanent("API_KEY_SERVICE_BLOCKED", AUTHENTICATION),
            permanent("API_KEY_HTTP_REFERRER_BLOCKED", AUTHENTICATION),
            permanent("API_KEY_IP_ADDRESS_BLOCKED", AUTHENTICATION),
            permanent("API_KEY_ANDROID_APP_BLOCKED", AUTHENTICATION),
            permanent("API_KEY_IOS_APP_BLOCKED", AUTHENTICATION),
            permanent("ACCESS_TOKEN_EXPIRED", AUTHENTICATION),
            permanent("CREDENTIALS_MISSING", AUTHENTICATION),
            permanent("CONSUMER_INVALID", AUTHENTICATION),
            permanent("CONSUMER_SUSPENDED", AUTHENTICATION),
            permanent("ACCOUNT_STATE_INVALID", AUTHENTICATION),
            permanent("SERVICE_DISABLED", AUTHENTICATION),
            permanent("UNAUTHENTICATED", AUTHENTICATION),
            permanent("UnrecognizedClientException", AUTHENTICATION),
            permanent("UnrecognizedClient", AUTHENTICATION),
            permanent("InvalidSignatureException", AUTHENTICATION),
            permanent("InvalidSignature", AUTHENTICATION),
            permanent("SignatureDoesNotMatch", AUTHENTICATION),
            permanent("IncompleteSignatureException", AUTHENTICATION),
            permanent("IncompleteSignature", AUTHENTICATION),
            permanent("ExpiredTokenException", AUTHENTICATION),
            permanent("ExpiredToken", AUTHENTICATION),
            permanent("InvalidClientTokenId", AUTHENTICATION),
            permanent("InvalidAccessKeyId", AUTHENTICATION),
            permanent("MissingAuthenticationTokenException", AUTHENTICATION),
            permanent("MissingAuthenticationToken", AUTHENTICATION),
            permanent("RequestExpired", AUTHENTICATION),
            // The key is good, but not for this model.
            ofModel("permission_error", AUTHENTICATION),
            ofModel("PERMISSION_DENIED", AUTHENTICATION),
            ofModel("AccessDeniedException", AUTHENTICATION),
            ofModel("AccessDenied", AUTHENTICATION),
            // The provider is at fault.
            passing("ModelNotReadyException", UNAVAILABLE),
            passing("overloaded_error", UNAVAILABLE),
            passing("rate_limit_exceeded", RATE_LIMITED),
            passing("rate_limit_error", RATE_LIMITED),
            passing("ThrottlingException", RATE_LIMITED),
            passing("ServiceUnavailableException", UNAVAILABLE),
            passing("timeout_error", TIMEOUT),
            passing("ModelTimeoutException", TIMEOUT),
            insideSuccess("invalid_request_error"),
            insideSuccess("invalid_image"),
            insideSuccess("invalid_image_format"),
            insideSuccess("invalid_image_url"),
            insideSuccess("invalid_base64_image"),
            insideSuccess("unsupported_image_media_type"),
            insideSuccess("image_too_large"),
            insideSuccess("image_too_small"),
            insideSuccess("image_parse_error"),
            insideSuccess("image_file_too_large"),
            insideSuccess("image_file_not_found"),
            insideSuccess("empty_image_file"),
            insideSuccess("failed_to_download_image"),
            insideSuccess("ValidationException"),
            permanent(401, AUTHENTICATION),
            permanent(402, RATE_LIMITED),
            ofModel(403, AUTHENTICATION),
            permanent(404, UNAVAILABLE),
            permanent(413, INVALID_REQUEST),
            passing(408, TIMEOUT),
            passing(409, ERROR),
            passing(424, ERROR),
            passing(425, UNAVAILABLE),
            passing(429, RATE_LIMITED),
            passing(500, ERROR),
            passing(502, UNAVAILABLE),
            passing(503, UNAVAILABLE),
            passing(504, TIMEOUT),
            passing(529, UNAVAILABLE));

    private FailureRules() {}

    private static Rule permanent(String code, FailureKind kind) {
        return new Rule(0, code, new Verdict(kind, false));
    }

    /** Creates a rule for a key that is rejected for this model only. */
    private static Rule ofModel(String code, FailureKind kind) {
        return new Rule(0, code, new Verdict(kind, false, true));
    }

    private static Rule ofModel(int status, FailureKind kind) {
        return new Rule(status, null, new Verdict(kind, false, true));
    }

    private static Rule passing(String code, FailureKind kind) {
        return new Rule(0, code, new Verdict(kind, true));
    }

    /** An error inside a successful answer that says the request is at fault. */
    private static Rule insideSuccess(String code) {
        return new Rule(INSIDE_SUCCESS, code, new Verdict(INVALID_REQUEST, false));
    }

    private static Rule permanent(int status, FailureKind kind) {
        return new Rule(status, null, new Verdict(kind, false));
    }

    private static Rule passing(int status, FailureKind kind) {
        return new Rule(status, null, new Verdict(kind, true));
    }
}
