/**
 * Floor 3: Amazon Bedrock's runtime: Converse and ConverseStream for every model, InvokeModel for embeddings. Requests
 * are signed with the process's AWS credentials, or carry a Bedrock API key where there is one; the path goes out byte
 * for byte as it was signed. Which inference profile a model id stands for is decided elsewhere and asked of
 * {@link dev.quartermaster.provider.bedrock.ModelAddresses}.
 */
package dev.quartermaster.provider.bedrock;
