/** The weekdays as Microsoft's schedulers write them. */
export const dayNames = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
} as const;

/** The weekdays as Microsoft's schedulers write them. */
export type DayName = (typeof dayNames)[keyof typeof dayNames];

/** The weeks of a month as Microsoft's schedulers write them. */
export const weekNames = {
  first: "First",
  second: "Second",
  third: "Third",
  fourth: "Fourth",
  last: "Last",
} as const;

/** The weeks of a month as Microsoft's schedulers write them. */
export type WeekName = (typeof weekNames)[keyof typeof weekNames];
