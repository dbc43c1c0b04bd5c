/**
 * Floor 5: Amazon Bedrock's runtime: Converse and ConverseStream for every model, InvokeModel for embeddings. Requests
 * are signed with the process's AWS credentials, or carry a Bedrock API key where there is one; the path goes out byte
 * for byte as it was signed. Under which inference profile and in which region a model is called says {@link
 * dev.quartermaster.catalog.BedrockRoutes}.
 */
@NullMarked
package dev.quartermaster.provider.bedrock;

import org.jspecify.annotations.NullMarked;
