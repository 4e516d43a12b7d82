// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

/** The states of a CloudWatch alarm. */
public enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA
}
