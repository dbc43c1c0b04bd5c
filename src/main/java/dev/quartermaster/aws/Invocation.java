package dev.quartermaster.aws;

/**
 * One invocation of the function on AWS Lambda. Its handler hands it on beside the headers of the request that it makes of
 * the event; nothing that a caller sends can make one.
 *
 * @param isFromAws whether the event is AWS' own, such as a tick of EventBridge, and no caller's HTTP request: who may invoke
 *     the function with such an event is a matter of IAM
 * @param answerByNanos {@link System#nanoTime()} at which a model's answer has to be there, so that its record can be stored
 *     and the response be sent before AWS Lambda ends the invocation
 */
public record Invocation(boolean isFromAws, long answerByNanos) {}
