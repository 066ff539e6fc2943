/** The AKS baseline environment as a program: define, plan, apply, connect, use. Read {@code Baseline} first. */
package dev.aks4j.examples.quickstart;
