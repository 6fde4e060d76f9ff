/** The texts behind a number, as a filter: what figures beside it go by stands besides. */
export interface TextsOf {
  readonly student?: string;
  readonly grader?: string;
  readonly split?: string;
  readonly k?: number;
  readonly skill?: string;
  readonly verdict?: 'graded' | 'ungraded' | 'full-marks' | 'all-skills' | 'unreadable' | 'failed';
}
