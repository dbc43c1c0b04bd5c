package dev.quartermaster.testing;
