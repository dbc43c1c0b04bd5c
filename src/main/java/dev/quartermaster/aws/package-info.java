/**
 * Floor 1: what calling AWS needs (regions, credentials, request signatures, and a signed post), and what being a function on
 * AWS Lambda means. Credentials leave this
 * package only inside an {@link dev.quartermaster.aws.AwsCredentials}, which never prints its secrets; types of the AWS
 * SDK do not leave it at all.
 */
@NullMarked
package dev.quartermaster.aws;

import org.jspecify.annotations.NullMarked;
