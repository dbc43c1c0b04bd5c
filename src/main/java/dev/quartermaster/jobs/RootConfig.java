package dev.quartermaster.jobs;

import io.smallrye.config.ConfigMapping;

/**
 * Claims the whole {@code quartermaster} prefix and reads nothing from it. The configuration refuses a key below a
 * claimed prefix that no mapping reads: so a section that does not exist is found as surely as a misspelt key in one.
 */
@ConfigMapping(prefix = "quartermaster")
interface RootConfig {}
